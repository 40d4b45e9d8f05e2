package dev.rowhook.filter.random;

import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.embedded.PostgresCluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/// The Postgres that filters are measured by: one server for all tests of the JVM, with the
/// settings that a source's sessions have.
public final class FilterPostgres {
    private static final PostgresCluster CLUSTER = start();

    private FilterPostgres() {}

    private static PostgresCluster start() {
        try {
            Path directory = Files.createTempDirectory("rowhook-filter-test");
            PostgresCluster cluster =
                    PostgresCluster.start(
                            ClusterSettings.of(directory, "oracle").volatileForTests());
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> {
                                cluster.kill();
                                PostgresCluster.erase(directory);
                            }));
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A new connection, which the caller closes.
    public static Connection connect() throws SQLException {
        Connection connection = CLUSTER.superuser("postgres").getConnection();
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "set timezone = 'UTC'; set datestyle = 'ISO'; set intervalstyle = 'postgres'; "
                            + "set extra_float_digits = 1; set bytea_output = 'hex'");
        }
        return connection;
    }
}
