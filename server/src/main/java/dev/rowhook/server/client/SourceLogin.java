package dev.rowhook.server.client;

import dev.rowhook.core.secret.Secret;

import java.net.URI;

/// Where a source is, and as whom to connect.
public record SourceLogin(
        String hostname, int port, String database, String username, Secret password) {

    /// For `psql` and other clients: the password is in it.
    public URI connectionString() {
        return URI.create(
                "postgresql://%s:%s@%s:%d/%s"
                        .formatted(username, password.reveal(), hostname, port, database));
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(hostname, port, database);
    }
}
