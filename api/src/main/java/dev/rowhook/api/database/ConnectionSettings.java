package dev.rowhook.api.database;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.tls.ClientIdentity;

import java.util.List;
import java.util.Optional;

/// How to connect to a source, and what to stream there. `hostname` is one DNS name or one IP
/// address; `password` may be missing where `tls` says who we are.
public record ConnectionSettings(
        String hostname,
        int port,
        String database,
        String username,
        Optional<Secret> password,
        Tls tls,
        Slot slot,
        Publication publication) {

    /// `mode` is `disable`, `require`, `verify-ca` or `verify-full`; `ca` are certificates to trust
    /// instead of the system's, in PEM; `client` is who we are.
    public record Tls(String mode, Optional<String> ca, Optional<ClientIdentity> client) {}

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
