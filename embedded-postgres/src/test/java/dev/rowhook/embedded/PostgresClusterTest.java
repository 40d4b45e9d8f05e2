package dev.rowhook.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

final class PostgresClusterTest {
    @TempDir Path parent;

    static ClusterSettings settings(Path directory) {
        return ClusterSettings.of(directory, "it's a secret");
    }

    @AfterEach
    void leavesNoServer() {
        PostgresCluster.erase(directory());
    }

    @Test
    void dataAndPortSurviveARestart() throws SQLException {
        try (PostgresCluster cluster = PostgresCluster.start(settings(directory()))) {
            int port = cluster.port();
            execute(cluster, "create table kept as select 42 as answer");
            cluster.restart();
            assertThat(ask(cluster, "select answer from kept")).isEqualTo("42");
            assertThat(cluster.port()).isEqualTo(port);
        }
        try (PostgresCluster cluster = PostgresCluster.start(settings(directory()))) {
            assertThat(ask(cluster, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void commitsAreDurableUnlessTheTestAsksOtherwise() throws SQLException {
        ClusterSettings durable =
                settings(directory()).withConfig("fsync", "off").withConfig("work_mem", "5MB");
        try (PostgresCluster cluster = PostgresCluster.start(durable)) {
            assertThat(ask(cluster, "show fsync")).isEqualTo("on");
            assertThat(ask(cluster, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(cluster, "show full_page_writes")).isEqualTo("on");
            assertThat(ask(cluster, "show work_mem")).isEqualTo("5MB");
            assertThat(ask(cluster, "show server_encoding")).isEqualTo("UTF8");
        }
        ClusterSettings quick = settings(directory()).volatileForTests();
        try (PostgresCluster cluster = PostgresCluster.start(quick)) {
            assertThat(ask(cluster, "show fsync")).isEqualTo("off");
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        try (PostgresCluster cluster = PostgresCluster.start(settings(directory()))) {
            String url = cluster.jdbcUrl("postgres");
            assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void aKilledServerStartsAgain() throws SQLException {
        try (PostgresCluster cluster = PostgresCluster.start(settings(directory()))) {
            execute(cluster, "create table kept as select 42 as answer");
            cluster.kill();
            assertThat(cluster.isRunning()).isFalse();
            cluster.start();
            assertThat(ask(cluster, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void aServerLeftByAKilledProcessIsReplaced() throws Exception {
        int port = AbandonedServer.leaveIn(directory());
        try (Connection left =
                        DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port),
                                "postgres",
                                "it's a secret");
                PostgresCluster cluster = PostgresCluster.start(settings(directory()))) {
            assertThat(left.isValid(5)).isFalse();
            assertThat(cluster.port()).isEqualTo(port);
            assertThat(ask(cluster, "select 1")).isEqualTo("1");
        }
    }

    /// A refusal in this process does not give up what it holds.
    @Test
    void aDirectoryInUseIsNobodyElses() throws Exception {
        try (PostgresCluster cluster = PostgresCluster.start(settings(directory()))) {
            assertThatThrownBy(() -> PostgresCluster.erase(directory()))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("is in use");
            assertThatThrownBy(() -> AbandonedServer.leaveIn(directory()))
                    .hasMessage("the process ended");
            assertThat(ask(cluster, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aPidFileThatNamesAnotherProgramIsNotBelieved() throws Exception {
        PostgresCluster.start(settings(directory())).stop();
        Files.writeString(
                directory().resolve("data/postmaster.pid"),
                "%d\n%s\n1\n1\n\n127.0.0.1\n0 0\nready\n"
                        .formatted(ProcessHandle.current().pid(), directory().resolve("data")));
        try (PostgresCluster cluster = PostgresCluster.start(settings(directory()))) {
            assertThat(ask(cluster, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aHalfMadeDirectoryIsMadeAgain() throws Exception {
        Path half = Files.createDirectories(directory().resolve("data.new/base"));
        Files.writeString(half.resolve("../PG_VERSION"), "17\n");
        try (PostgresCluster cluster = PostgresCluster.start(settings(directory()))) {
            assertThat(ask(cluster, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void oneDirectoryServesOneProcess() {
        try (PostgresCluster cluster = PostgresCluster.start(settings(directory()))) {
            assertThatThrownBy(() -> PostgresCluster.start(settings(directory())))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("already running with this directory");
            assertThatThrownBy(() -> PostgresCluster.erase(directory()))
                    .isInstanceOf(ClusterException.class);
            assertThat(cluster.isRunning()).isTrue();
        }
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            ClusterSettings taken = settings(directory()).withPort(socket.getLocalPort());
            assertThatThrownBy(() -> PostgresCluster.start(taken))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("Port " + socket.getLocalPort());
        }
    }

    @Test
    void anUnwritableDirectoryIsNamed() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));
        assertThatThrownBy(() -> PostgresCluster.start(settings(file.resolve("below"))))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("Cannot write to the directory " + file.resolve("below"));
    }

    @Test
    void aServerThatRefusesItsConfigurationIsExplainedByItsLog() {
        ClusterSettings broken = settings(directory()).withConfig("work_mem", "much");
        assertThatThrownBy(() -> PostgresCluster.start(broken))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("invalid value for parameter \"work_mem\"");
    }

    @Test
    void theServerHasASessionOfItsOwn() throws SQLException, IOException {
        try (PostgresCluster cluster = PostgresCluster.start(settings(directory()))) {
            long pid = PostmasterFile.read(directory().resolve("data")).orElseThrow().pid();
            assertThat(session(pid)).isEqualTo(pid);
            assertThat(session(ProcessHandle.current().pid())).isNotEqualTo(pid);
            assertThat(cluster.isRunning()).isTrue();
        }
    }

    private Path directory() {
        return parent.resolve("cluster");
    }

    /// The session is the fourth field after the name, which stands in parentheses.
    private static long session(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3]);
    }

    private static void execute(PostgresCluster cluster, String sql) throws SQLException {
        try (Connection connection = cluster.superuser("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(PostgresCluster cluster, String sql) throws SQLException {
        try (Connection connection = cluster.superuser("postgres").getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
