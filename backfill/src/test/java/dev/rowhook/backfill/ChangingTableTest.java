package dev.rowhook.backfill;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.backfill.BackfillFixture.Got;
import dev.rowhook.backfill.BackfillFixture.SavedSink;
import dev.rowhook.core.BackfillId;
import dev.rowhook.store.testing.OnEverySourceVersion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/// Tables that change while they are read: a receiver ends equal to the source.
@OnEverySourceVersion(slow = true)
class ChangingTableTest {
    private static final int ROWS = 20_000;
    private final BackfillFixture fixture = new BackfillFixture();
    private final long seed = System.nanoTime();

    @BeforeEach
    void create() throws SQLException {
        fixture.source.execute(
                "create table t (id int primary key, x text)",
                "insert into t select i, 'old' from generate_series(1, %d) i".formatted(ROWS));
        fixture.startReader();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aReceiverEndsEqualToATableThatSomebodyWritesTo() throws Exception {
        SavedSink sink = sink();
        fixture.startBackfills();
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = write(stop);

        BackfillId backfill = fixture.addBackfill(sink, "t");
        fixture.awaitStatus(backfill, sink, "completed");
        stop.set(true);
        writer.join();

        awaitEqual(sink);
    }

    @Test
    void nothingIsLostOrRepeatedWhereARunnerOrAReaderIsStopped() throws Exception {
        SavedSink sink = sink();
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = write(stop);
        fixture.startBackfills();
        BackfillId backfill = fixture.addBackfill(sink, "t");
        Random random = new Random(seed);

        for (int round = 0; round < 8; round++) {
            fixture.deliver(sink);
            Thread.sleep(random.nextInt(120));
            if (round % 3 == 2) {
                fixture.stopReader();
                fixture.startReader();
            } else {
                fixture.stopBackfills();
                fixture.startBackfills();
            }
        }
        fixture.awaitStatus(backfill, sink, "completed");
        stop.set(true);
        writer.join();

        awaitEqual(sink);
        List<Got> reads = fixture.logged(sink).stream().filter(got -> got.letter() == 'r').toList();
        assertThat(reads.stream().map(got -> got.row().getFirst()).distinct().count())
                .as("seed %d", seed)
                .isEqualTo(reads.size());
        assertThat(fixture.table(backfill).getRowsAppended()).isEqualTo(reads.size());
    }

    @Test
    void whatIsPausedIsNotReadAndGoesOnWhereItWas() throws Exception {
        SavedSink sink = sink();
        fixture.startBackfills();
        BackfillId backfill = fixture.addBackfill(sink, "t");
        await("something is read", () -> fixture.table(backfill).getRowsAppended() > 0);

        fixture.setStatus(backfill, "paused");
        Thread.sleep(200);
        long paused = fixture.table(backfill).getRowsAppended();
        fixture.deliver(sink);
        Thread.sleep(300);
        assertThat(fixture.table(backfill).getRowsAppended()).isEqualTo(paused).isLessThan(ROWS);

        fixture.setStatus(backfill, "active");
        fixture.awaitStatus(backfill, sink, "completed");
        assertThat(fixture.logged(sink)).hasSize(ROWS);
        assertThat(fixture.table(backfill).getRowsRead()).isEqualTo(ROWS);
    }

    @Test
    void whatIsCancelledIsNotReadOn() throws Exception {
        SavedSink sink = sink();
        fixture.startBackfills();
        BackfillId backfill = fixture.addBackfill(sink, "t");
        await("something is read", () -> fixture.table(backfill).getRowsAppended() > 0);

        fixture.setStatus(backfill, "cancelled");
        Thread.sleep(200);
        fixture.deliver(sink);
        Thread.sleep(300);

        assertThat(fixture.logged(sink)).hasSizeLessThan(ROWS);
        assertThat(fixture.desk.watches()).isEmpty();
        assertThat(fixture.status(backfill)).isEqualTo("cancelled");
    }

    @Test
    void aFilterThatIsEditedHoldsFromTheNextPageOn() throws Exception {
        SavedSink sink = fixture.addSink(List.of("t"), "x = 'old'", "insert", "update", "delete");
        fixture.startBackfills();
        BackfillId backfill = fixture.addBackfill(sink, "t");
        await("something is read", () -> fixture.table(backfill).getRowsAppended() > 0);

        fixture.edit(sink, "id % 2 = 0");
        fixture.awaitStatus(backfill, sink, "completed");

        List<Integer> keys =
                fixture.logged(sink).stream()
                        .map(got -> Integer.parseInt(got.row().getFirst()))
                        .toList();
        assertThat(keys).doesNotHaveDuplicates();
        assertThat(keys.stream().filter(key -> key % 2 == 0).count()).isEqualTo(ROWS / 2);
        assertThat(keys.size()).isLessThan(ROWS);
    }

    @Test
    void aCommitThatSnapshotsDoNotSeeYetIsNotUndone() throws Exception {
        // Commits wait for the standby then, and ours would, too.
        fixture.source.execute("alter role current_user set synchronous_commit = on");
        SavedSink sink = sink();
        fixture.startBackfills();
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> writeOneRow(stop));
        BackfillId backfill;
        superuser(
                "alter system set synchronous_standby_names = 'nobody'", "select pg_reload_conf()");
        try {
            // Streamed at once; seen by others only once the standby has it.
            await("a commit waits for the standby", this::isWaiting);
            stop.set(true);
            backfill = fixture.addBackfill(sink, "t");
            await(
                    "it is told what is waited for",
                    () -> "waits_for_transactions".equals(fixture.table(backfill).getCode()));
            assertThat(fixture.logged(sink)).noneMatch(got -> got.letter() == 'r');
        } finally {
            stop.set(true);
            superuser("alter system reset synchronous_standby_names", "select pg_reload_conf()");
        }
        writer.join();
        fixture.awaitStatus(backfill, sink, "completed");

        assertThat(fixture.table(backfill).getCode()).isNull();
        awaitEqual(sink);
    }

    private void writeOneRow(AtomicBoolean stop) {
        try (Connection connection = fixture.source.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; !stop.get(); i++) {
                statement.execute("update t set x = 'new %d' where id = 7".formatted(i));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isWaiting() {
        try (Connection connection = fixture.source.superuser().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select from pg_stat_activity where wait_event = 'SyncRep' and datname = current_database()")) {
            return row.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Got> logged(SavedSink sink) {
        try {
            return fixture.logged(sink);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void superuser(String... statements) throws SQLException {
        try (Connection connection = fixture.source.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private SavedSink sink() throws InterruptedException {
        return fixture.addSink(List.of("t"), null, "insert", "update", "delete");
    }

    /// Changes, inserts, deletes and renames rows until it is told to stop.
    private Thread write(AtomicBoolean stop) {
        Random random = new Random(seed);
        return Thread.ofPlatform()
                .start(() -> {
                    try (Connection connection = fixture.source.connect();
                            Statement statement = connection.createStatement()) {
                        connection.setAutoCommit(false);
                        for (int i = 0; !stop.get(); i++) {
                            int id = random.nextInt(ROWS + 2000);
                            statement.execute(
                                    switch (random.nextInt(5)) {
                                        case 0 -> "delete from t where id = %d".formatted(id);
                                        case 1 ->
                                                "insert into t values (%d, 'n%d') on conflict do nothing"
                                                        .formatted(id, i);
                                        case 2 ->
                                                "update t set id = %d where id = %d and not exists (select from t where id = %1$d)"
                                                        .formatted(random.nextInt(ROWS), id);
                                        default ->
                                                "update t set x = 'u%d' where id = %d"
                                                        .formatted(i, id);
                                    });
                            if (random.nextInt(3) == 0) {
                                if (random.nextInt(10) == 0) {
                                    connection.rollback();
                                } else {
                                    connection.commit();
                                }
                            }
                        }
                        connection.commit();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private void awaitEqual(SavedSink sink) throws Exception {
        Map<Integer, List<String>> table = new HashMap<>();
        try (Connection connection = fixture.source.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from t")) {
            while (row.next()) {
                table.put(row.getInt(1), List.of(row.getString(1), row.getString(2)));
            }
        }
        await(
                "the receiver equals the source, seed " + seed,
                () -> Receiver.after(logged(sink)).equals(table));
    }
}
