package dev.rowhook.changelog;

import java.util.UUID;

/// A server among those that share the databases of one store.
///
/// @param name the stable name of it, of its own among all
/// @param instance of this start of it
public record Node(String name, UUID instance) {

    /// One that starts now.
    public static Node starting(String name) {
        return new Node(name, UUID.randomUUID());
    }

    /// The name under which its sessions of the worker's role are known to Postgres.
    public String sessions() {
        return sessions(instance);
    }

    static String sessions(UUID instance) {
        return "rowhook_worker " + instance;
    }
}
