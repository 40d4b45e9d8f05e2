package dev.rowhook.proof.bed;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.embedded.PostgresCluster;
import dev.rowhook.server.client.SourceLogin;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// A tenant's Postgres. Its databases belong to a role that may replicate and is no superuser.
///
/// Thread-safe.
public final class SourceServer implements AutoCloseable {
    private static final String ROLE = "tenant";
    private static final String PASSWORD = "tenant-password";

    private final PostgresCluster cluster;

    private SourceServer(PostgresCluster cluster) {
        this.cluster = cluster;
    }

    /// Starts one, made where there is none, with room for 120 replication slots.
    ///
    /// @throws SQLException if the tenant's role cannot be made
    public static SourceServer start(ClusterSettings settings) throws SQLException {
        PostgresCluster cluster =
                PostgresCluster.start(
                        settings.withConfig("wal_level", "logical")
                                .withConfig("max_replication_slots", "120")
                                .withConfig("max_wal_senders", "120")
                                .withConfig("max_connections", "500"));
        try (Connection superuser = cluster.superuser("postgres").getConnection();
                Statement statement = superuser.createStatement()) {
            statement.execute(
                    """
                    do $$ begin
                        if not exists (select from pg_roles where rolname = '%s') then
                            create role %s login replication password '%s';
                        end if;
                    end $$
                    """
                            .formatted(ROLE, ROLE, PASSWORD));
        }
        return new SourceServer(cluster);
    }

    /// Makes a database, and answers how to log in to it.
    public SourceLogin createDatabase(String name) throws SQLException {
        try (Connection superuser = cluster.superuser("postgres").getConnection();
                Statement statement = superuser.createStatement()) {
            statement.execute("create database %s owner %s".formatted(name, ROLE));
        }
        return login(name);
    }

    /// How to log in to a database that was made before.
    public SourceLogin login(String database) {
        return new SourceLogin("127.0.0.1", cluster.port(), database, ROLE, Secret.of(PASSWORD));
    }

    /// Connects as the tenant, directly.
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "%s?reWriteBatchedInserts=true".formatted(login(database).jdbcUrl()),
                ROLE,
                PASSWORD);
    }

    public PostgresCluster cluster() {
        return cluster;
    }

    @Override
    public void close() {
        cluster.close();
    }
}
