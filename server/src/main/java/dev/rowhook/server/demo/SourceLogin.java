package dev.rowhook.server.demo;

import dev.rowhook.core.secret.Secret;

import java.net.URI;

/// Where a source is, and as whom to connect.
public record SourceLogin(
        String hostname, int port, String database, String username, Secret password) {

    /// For `psql` and other clients: the password is in it.
    URI connectionString() {
        return URI.create(
                "postgresql://%s:%s@%s:%d/%s"
                        .formatted(username, password.reveal(), hostname, port, database));
    }

    String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(hostname, port, database);
    }
}
