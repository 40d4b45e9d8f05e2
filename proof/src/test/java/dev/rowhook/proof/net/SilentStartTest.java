package dev.rowhook.proof.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.Lsn;
import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.proof.bed.SourceServer;
import dev.rowhook.reader.source.PgReplicationStream;
import dev.rowhook.server.client.SourceLogin;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/// A line that dies without a word just as a stream is to start.
class SilentStartTest {
    private static final Duration WITHIN = Duration.ofMillis(500);

    @Test
    void aStreamThatTheSourceDoesNotStartIsGivenUp(@TempDir Path directory) throws Exception {
        try (SourceServer source = SourceServer.start(ClusterSettings.of(directory, "source"));
                TcpProxy line = TcpProxy.to(source.cluster().port())) {
            SourceLogin login = source.createDatabase("app");
            prepare(source);
            try (Connection connection = replication(login, line.port())) {
                line.halfOpen();
                long start = System.nanoTime();
                assertThatThrownBy(() ->
                                PgReplicationStream.start(
                                        connection, "slot", "\"all\"", new Lsn(0), WITHIN))
                        .isInstanceOf(SQLException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isBetween(WITHIN, WITHIN.multipliedBy(10));
            }
        }
    }

    private static void prepare(SourceServer source) throws SQLException {
        try (Connection tenant = source.connect("app");
                Statement statement = tenant.createStatement()) {
            statement.execute("create publication \"all\"");
            statement.execute("select pg_create_logical_replication_slot('slot', 'pgoutput')");
        }
    }

    private static Connection replication(SourceLogin login, int port) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", login.username());
        properties.setProperty("password", login.password().reveal());
        properties.setProperty("replication", "database");
        properties.setProperty("assumeMinServerVersion", "10");
        properties.setProperty("preferQueryMode", "simple");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, login.database()), properties);
    }
}
