package dev.rowhook.api.database;

import dev.rowhook.core.secret.Secret;

import java.util.List;
import java.util.Optional;

/// How to connect to a source, and what to stream there. `hostname` is one DNS name or one IP
/// address.
public record ConnectionSettings(
        String hostname,
        int port,
        String database,
        String username,
        Secret password,
        Tls tls,
        Slot slot,
        Publication publication) {

    /// `mode` is `disable`, `require`, `verify-ca` or `verify-full`; `ca` are certificates to trust
    /// besides the system's, in PEM.
    public record Tls(String mode, Optional<String> ca) {}

    /// A replication slot, to create if it is missing.
    public record Slot(String name, boolean create) {}

    /// A publication, to create if it is missing. Tables are written as SQL writes them, with their
    /// schema.
    public record Publication(String name, boolean create, List<String> tables) {
        public Publication {
            tables = List.copyOf(tables);
        }
    }
}
