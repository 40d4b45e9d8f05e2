package dev.rowhook.store.testing;

import dev.rowhook.embedded.ClusterException;
import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.embedded.PostgresCluster;
import dev.rowhook.embedded.PostgresVersion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A server of this test run: volatile, among the temporary files, gone when the JVM ends.
final class TestCluster {
    private static final Path HOME =
            Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "rowhook-tests-" + System.getProperty("user.name"));

    private static final Duration NEW = Duration.ofMinutes(1);

    private final PostgresCluster server;
    private final AtomicInteger made = new AtomicInteger();

    private TestCluster(PostgresCluster server) {
        this.server = server;
    }

    static TestCluster start(UnaryOperator<ClusterSettings> configured) {
        Path directory = HOME.resolve(UUID.randomUUID().toString());
        eraseLeftovers();
        ClusterSettings settings =
                ClusterSettings.of(directory, UUID.randomUUID().toString())
                        .volatileForTests()
                        .withConfig("max_connections", "300")
                        .withConfig("log_error_verbosity", "default")
                        .withConfig("log_min_error_statement", "error");
        PostgresCluster server = PostgresCluster.start(configured.apply(settings));
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            server.kill();
                            PostgresCluster.erase(directory);
                        }));
        return new TestCluster(server);
    }

    PostgresVersion version() {
        return server.version();
    }

    PostgresCluster server() {
        return server;
    }

    /// A name that no other database of this server has.
    String freshName(String prefix) {
        return prefix + made.incrementAndGet();
    }

    /// Runs statements in database `postgres` as the superuser, each in a transaction of its own.
    void execute(String... statements) {
        try (Connection connection = server.superuser("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Removes the servers of test runs that were killed. A directory that is new may be one that
    /// another run has made and not locked yet.
    private static void eraseLeftovers() {
        if (!Files.exists(HOME)) {
            return;
        }
        try (Stream<Path> leftovers = Files.list(HOME)) {
            leftovers.filter(TestCluster::isOld).forEach(TestCluster::eraseUnlessInUse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOld(Path directory) {
        try {
            return Files.getLastModifiedTime(directory)
                    .toInstant()
                    .isBefore(Instant.now().minus(NEW));
        } catch (IOException e) {
            return false;
        }
    }

    private static void eraseUnlessInUse(Path directory) {
        try {
            PostgresCluster.erase(directory);
        } catch (ClusterException e) {
            // Another test run is using it.
        }
    }
}
