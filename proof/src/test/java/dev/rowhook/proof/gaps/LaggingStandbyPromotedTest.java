package dev.rowhook.proof.gaps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.proof.bed.SourceServer;
import dev.rowhook.proof.net.TcpProxy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// A standby that lacks the last commits is promoted in place of its source. What it writes then
/// stands at LSNs that the log has seen, and would be taken for it.
class LaggingStandbyPromotedTest {
    @TempDir private Path directory;

    @Test
    void whatAPromotedStandbyWritesIsNotSwallowed() throws Exception {
        try (Scene scene = Scene.open(directory);
                TcpProxy toPrimary = TcpProxy.to(scene.source.cluster().port());
                SourceServer standby = startStandby(scene, toPrimary)) {
            AtomicLong ids = new AtomicLong();
            Inserts load = Inserts.into(scene.connect(), "item", ids);
            Waiting.until("a load", () -> scene.deliveries.count() > 100);
            Waiting.until("a replica", () -> count(standby) > 100);
            toPrimary.cut();
            scene.sql("update item set note = repeat('what the standby lacks', 100)");
            Waiting.until("more load", () -> scene.deliveries.count() > 200);
            Set<Long> committed = load.stop();
            Waiting.until("all of it", () -> scene.deliveries.ids().equals(committed));
            String logEnd = scene.logEnd();

            scene.source.cluster().kill();
            promote(standby);
            scene.toSource.target(standby.cluster().port());
            String written = insertTwo(standby, ids);
            JsonNode told =
                    scene.awaitGap(
                            "timeline_changed", () -> List.of("timeline 2", logEnd, switchPoint()));

            assertThat(isBefore(standby, written, logEnd)).as("the standby lagged").isTrue();
            scene.requireStill(told, committed);
            System.out.printf("lagging standby promoted: %s%n", told);
        }
    }

    private SourceServer startStandby(Scene scene, TcpProxy toPrimary) throws Exception {
        Path standby = directory.resolve("standby");
        ClusterCopy.take(scene.source.cluster(), scene.sourceDirectory(), standby);
        Path data = standby.resolve("data");
        Files.createFile(data.resolve("standby.signal"));
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres password=%s'%n"
                        .formatted(toPrimary.port(), scene.source.cluster().superuserPassword()),
                StandardOpenOption.APPEND);
        return SourceServer.start(Scene.cluster(standby));
    }

    private static long count(SourceServer server) throws SQLException {
        try (Connection connection = server.connect(Scene.NAME)) {
            return Long.parseLong(Scene.value(connection, "select count(*) from item"));
        }
    }

    private static void promote(SourceServer standby) throws SQLException {
        try (Connection connection = standby.cluster().superuser("postgres").getConnection()) {
            assertThat(Scene.value(connection, "select pg_promote(true, 30)")).isEqualTo("t");
        }
    }

    /// Into a slot of the old name, so that there is one to stream from. Answers where the source's
    /// WAL ends afterwards.
    private static String insertTwo(SourceServer promoted, AtomicLong ids) throws SQLException {
        try (Connection connection = promoted.connect(Scene.NAME);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "select pg_create_logical_replication_slot('%s', 'pgoutput')"
                            .formatted(Scene.SLOT));
            for (int row = 0; row < 2; row++) {
                statement.execute(
                        "insert into item (id) values (%d)".formatted(ids.incrementAndGet()));
            }
            return Scene.value(connection, "select pg_current_wal_lsn()");
        }
    }

    private static boolean isBefore(SourceServer server, String lsn, String other)
            throws SQLException {
        try (Connection connection = server.connect(Scene.NAME)) {
            return Scene.value(
                            connection, "select '%s'::pg_lsn < '%s'::pg_lsn".formatted(lsn, other))
                    .equals("t");
        }
    }

    private String switchPoint() throws Exception {
        return Files.readString(directory.resolve("standby/data/pg_wal/00000002.history"))
                .split("\\s+", -1)[1];
    }
}
