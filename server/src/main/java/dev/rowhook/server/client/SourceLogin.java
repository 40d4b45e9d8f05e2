package dev.rowhook.server.client;

import dev.rowhook.core.secret.Secret;

import java.net.URI;
import java.util.Map;

/// Where a source is, and as whom to connect.
public record SourceLogin(
        String hostname, int port, String database, String username, Secret password) {

    /// For `psql` and other clients: the password is in it.
    public URI connectionString() {
        return URI.create(
                "postgresql://%s:%s@%s:%d/%s"
                        .formatted(username, password.reveal(), hostname, port, database));
    }

    /// What a request says of it that makes a database of this name, without TLS.
    public Map<String, Object> databaseFields(String name) {
        return Map.of(
                "name", name,
                "hostname", hostname,
                "port", port,
                "database", database,
                "username", username,
                "password", password.reveal(),
                "tls", Map.of("mode", "disable"));
    }

    /// The same behind another port of its host.
    public SourceLogin through(int otherPort) {
        return new SourceLogin(hostname, otherPort, database, username, password);
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(hostname, port, database);
    }
}
