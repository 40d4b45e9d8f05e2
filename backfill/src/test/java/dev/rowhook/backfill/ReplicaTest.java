package dev.rowhook.backfill;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.backfill.page.Conditions;
import dev.rowhook.backfill.page.PageLimits;
import dev.rowhook.backfill.page.PageRequest;
import dev.rowhook.backfill.page.PagedTable;
import dev.rowhook.backfill.page.Reading;
import dev.rowhook.backfill.page.Slice;
import dev.rowhook.backfill.page.TableRefusedException;
import dev.rowhook.core.BackfillId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.EgressPolicyText;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.embedded.PostgresCluster;
import dev.rowhook.source.SourceConnections;
import dev.rowhook.source.SourceSettings;
import dev.rowhook.source.SourceSettings.PublicationSettings;
import dev.rowhook.source.SourceSettings.Replica;
import dev.rowhook.source.SourceSettings.SlotSettings;
import dev.rowhook.source.SourceSettings.Tls;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Pages of a standby.
class ReplicaTest {
    private static final String PASSWORD = "of-the-superuser";
    private static final TableName TABLE = new TableName("public", "t");

    @TempDir private Path directory;
    private PostgresCluster primary;
    private PostgresCluster standby;

    @BeforeEach
    void start() throws Exception {
        primary = PostgresCluster.start(cluster("primary"));
        execute(
                primary,
                "create role tenant login password 'of-the-tenant'",
                "create table t (id int primary key, x text)",
                "insert into t select i, 'old' from generate_series(1, 100) i",
                "grant select on t to tenant");
        primary.stop();
        copy(directory.resolve("primary/data"), directory.resolve("standby/data"));
        primary.start();
        Path data = directory.resolve("standby/data");
        Files.createFile(data.resolve("standby.signal"));
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres password=%s'%n"
                        .formatted(primary.port(), PASSWORD),
                StandardOpenOption.APPEND);
        standby = PostgresCluster.start(cluster("standby"));
    }

    @AfterEach
    void stop() {
        standby.close();
        primary.close();
    }

    private ClusterSettings cluster(String name) {
        return ClusterSettings.of(directory.resolve(name), PASSWORD)
                .volatileForTests()
                .withConfig("wal_level", "logical");
    }

    @Test
    void pagesWaitForWhatTheDatabaseHasWritten() throws Exception {
        try (SourceSessions sessions = sessions(standby.port())) {
            PagedTable table = sessions.pages().table(TABLE, Slice.ALL);
            long floor = sessions.horizon();
            await(
                    "the standby has seen all ended",
                    () -> read(sessions, table, floor) instanceof Reading.Page);

            execute(standby, "select pg_wal_replay_pause()");
            execute(primary, "insert into t values (0, 'new')");
            String written = sessions.written().orElseThrow();
            assertThat(sessions.isReplayed(written)).isFalse();
            assertThat(((Reading.Page) read(sessions, table, floor)).rows()).hasSize(100);

            execute(standby, "select pg_wal_replay_resume()");
            await("it is replayed", () -> isReplayed(sessions, written));
            assertThat(((Reading.Page) read(sessions, table, floor)).rows()).hasSize(101);
        }
    }

    @Test
    void aTransactionThatMayHaveEndedOnTheStandbyIsNotSeenForCertain() throws Exception {
        try (SourceSessions sessions = sessions(standby.port());
                Connection open = primary.superuser("postgres").getConnection();
                Statement statement = open.createStatement()) {
            PagedTable table = sessions.pages().table(TABLE, Slice.ALL);
            open.setAutoCommit(false);
            statement.execute("insert into t values (-1, 'open')");
            execute(primary, "insert into t values (0, 'new')");
            String written = sessions.written().orElseThrow();
            await("it is replayed", () -> isReplayed(sessions, written));

            Reading.Page page = (Reading.Page) read(sessions, table, 0);

            assertThat(page.rows()).hasSize(101);
            // The one that was committed behind the open one.
            assertThat(page.snapshot().sees((int) page.snapshot().xmin() + 1)).isFalse();
            assertThat(page.snapshot().sees((int) page.snapshot().xmin() - 1)).isTrue();
        }
    }

    @Test
    void whatIsNoStandbyOfTheDatabaseIsRefused() {
        assertThatThrownBy(() -> sessions(primary.port()).close())
                .isInstanceOfSatisfying(
                        TableRefusedException.class,
                        e -> assertThat(e.trouble().code()).isEqualTo("replica_unusable"));
    }

    private SourceSessions sessions(int replicaPort) throws SQLException, TableRefusedException {
        SourceSettings settings =
                new SourceSettings(
                        "127.0.0.1",
                        primary.port(),
                        "postgres",
                        "tenant",
                        Optional.of(Secret.of("of-the-tenant")),
                        Tls.DISABLED,
                        new SlotSettings("rowhook", false),
                        new PublicationSettings("rowhook", false),
                        "test",
                        EgressPolicyText.write(EgressPolicy.of(EgressMode.DEV)));
        return SourceSessions.open(
                new SourceConnections(settings),
                Optional.of(
                        new SourceConnections(settings.of(new Replica("127.0.0.1", replicaPort)))),
                BackfillId.create(),
                PageLimits.DEFAULT);
    }

    private static Reading read(SourceSessions sessions, PagedTable table, long floor) {
        try {
            Conditions none = new Conditions(Optional.empty(), Optional.empty());
            return sessions.pages()
                    .read(new PageRequest(table, none, Optional.empty(), 1_000, floor));
        } catch (SQLException | TableRefusedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isReplayed(SourceSessions sessions, String written) {
        try {
            return sessions.isReplayed(written);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(PostgresCluster cluster, String... statements) throws SQLException {
        try (Connection connection = cluster.superuser("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.toList();
        }
        Files.createDirectories(to.getParent());
        for (Path file : files) {
            Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
