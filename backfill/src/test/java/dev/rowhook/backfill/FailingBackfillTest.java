package dev.rowhook.backfill;

import static dev.rowhook.store.jooq.Tables.BACKFILL_ROW;
import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.backfill.BackfillFixture.Got;
import dev.rowhook.backfill.BackfillFixture.SavedSink;
import dev.rowhook.core.BackfillId;
import dev.rowhook.store.jooq.tables.records.BackfillTableRecord;
import dev.rowhook.store.testing.OnEverySourceVersion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// What is told when a table cannot be read, and what becomes of it.
@OnEverySourceVersion(slow = true)
class FailingBackfillTest {
    private final BackfillFixture fixture = new BackfillFixture();

    @BeforeEach
    void create() throws SQLException {
        fixture.source.execute(
                "create table t (id int primary key, x text)",
                "insert into t select i, 'old' from generate_series(1, 3000) i");
        fixture.startReader();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aTableThatIsLockedIsReadLater() throws Exception {
        SavedSink sink = sink("t");
        BackfillId backfill;
        try (Connection holder = fixture.source.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table t");
            fixture.startBackfills();
            backfill = fixture.addBackfill(sink, "t");
            await("it is told", () -> "table_locked".equals(fixture.table(backfill).getCode()));
        }

        fixture.awaitStatus(backfill, sink, "completed");

        assertThat(fixture.table(backfill).getCode()).isNull();
        assertThat(fixture.logged(sink)).hasSize(3000);
    }

    @Test
    void aTableThatMayNotBeReadFailsAndIsReadOnceItMay() throws Exception {
        fixture.source.execute(
                "alter table t enable row level security",
                "alter table t force row level security");
        SavedSink sink = sink("t");
        fixture.startBackfills();
        BackfillId backfill = fixture.addBackfill(sink, "t");
        fixture.awaitStatus(backfill, sink, "failed");
        BackfillTableRecord table = fixture.table(backfill);
        assertThat(table.getState()).isEqualTo("failed");
        assertThat(table.getCode()).isEqualTo("permission_denied");
        assertThat(table.getRemedy()).contains("bypassrls");

        fixture.source.execute("alter table t disable row level security");
        fixture.resume(backfill);
        fixture.awaitStatus(backfill, sink, "completed");

        assertThat(fixture.logged(sink)).hasSize(3000);
    }

    @Test
    void aTableThatFailsInItsMiddleGoesOnThere() throws Exception {
        SavedSink sink = sink("t");
        fixture.startBackfills(settings -> with(settings, 500));
        BackfillId backfill = fixture.addBackfill(sink, "t");
        await("something is read", () -> fixture.table(backfill).getRowsAppended() >= 500);
        fixture.source.execute(
                "alter table t enable row level security",
                "alter table t force row level security");
        fixture.awaitStatus(backfill, sink, "failed");

        fixture.source.execute("alter table t disable row level security");
        fixture.resume(backfill);
        fixture.awaitStatus(backfill, sink, "completed");

        assertThat(fixture.table(backfill).getState()).isEqualTo("completed");
        assertThat(fixture.logged(sink)).hasSize(3000);
    }

    private static BackfillSettings with(BackfillSettings settings, long undelivered) {
        return new BackfillSettings(
                settings.page(),
                settings.pageTime(),
                settings.pageBytes(),
                settings.activeTables(),
                undelivered,
                settings.firstRetry(),
                settings.maxRetry());
    }

    @Test
    void aTableThatIsGoneFails() throws Exception {
        fixture.source.execute("create table gone (id int primary key)");
        SavedSink sink = fixture.addSink(List.of("t", "gone"), null, "insert");
        fixture.source.execute("drop table gone");
        fixture.startBackfills();
        BackfillId backfill = fixture.addBackfill(sink, "gone");

        fixture.awaitStatus(backfill, sink, "failed");

        assertThat(fixture.table(backfill).getCode()).isEqualTo("table_missing");
    }

    @Test
    void aTableThatTheSinkDoesNotSendFails() throws Exception {
        fixture.source.execute("create table other (id int primary key)");
        SavedSink sink = sink("t");
        fixture.startBackfills();
        BackfillId backfill = fixture.addBackfill(sink, "other");

        fixture.awaitStatus(backfill, sink, "failed");

        assertThat(fixture.table(backfill).getCode()).isEqualTo("table_not_in_sink");
    }

    @Test
    void aFilterThatFailsForARowIsJudgedByTheSink() throws Exception {
        SavedSink sink = fixture.addSink(List.of("t"), "10 / (id - 5) > 0", "insert");
        fixture.startBackfills();
        BackfillId backfill = fixture.addBackfill(sink, "t");

        fixture.awaitStatus(backfill, sink, "completed");

        List<Got> got = fixture.logged(sink);
        assertThat(got).filteredOn(Got::open).extracting(one -> one.row().getFirst()).contains("5");
        assertThat(got)
                .filteredOn(one -> !one.open())
                .extracting(one -> one.row().getFirst())
                .doesNotContain("5");
    }

    @Test
    void aTableThatIsAlteredIsReadOn() throws Exception {
        SavedSink sink = sink("t");
        fixture.startBackfills(settings -> with(settings, 1_000));
        BackfillId backfill = fixture.addBackfill(sink, "t");
        await("something is read", () -> fixture.table(backfill).getRowsAppended() >= 1_000);

        fixture.source.execute("alter table t add column y int default 7");
        fixture.awaitStatus(backfill, sink, "completed");

        List<Got> got = fixture.logged(sink);
        assertThat(got).hasSize(3000);
        assertThat(got.getFirst().row()).containsExactly("1", "old");
        assertThat(got.getLast().row()).containsExactly("3000", "old", "7");
    }

    @Test
    void aRowThatMovesPastThePagesIsReadWithAllOfItsValues() throws Exception {
        fixture.source.execute(
                "alter table t alter column x set storage external",
                "update t set x = repeat('x', 9000) where id > 2990");
        SavedSink sink = sink("t");
        fixture.startBackfills(settings -> with(settings, 500));
        BackfillId backfill = fixture.addBackfill(sink, "t");
        await("something is read", () -> fixture.table(backfill).getRowsAppended() >= 500);

        fixture.source.execute("update t set id = -id where id in (2995, 2996)");
        fixture.awaitStatus(backfill, sink, "completed");

        List<Got> moved =
                fixture.logged(sink).stream()
                        .filter(got -> List.of("-2995", "-2996").contains(got.row().getFirst()))
                        .toList();
        assertThat(moved).extracting(Got::letter).containsExactly('U', 'U', 'r', 'r');
        assertThat(moved)
                .extracting(got -> got.row().get(1).length())
                .containsExactly(1, 1, 9000, 9000);
        assertThat(fixture.own.superuser().fetchCount(BACKFILL_ROW)).isZero();
    }

    @Test
    void aSourceThatEndsSessionsIsReadOn() throws Exception {
        SavedSink sink = sink("t");
        fixture.startBackfills(settings -> with(settings, 500));
        BackfillId backfill = fixture.addBackfill(sink, "t");

        for (int rows = 0; rows < 2_000; rows += 500) {
            int least = rows;
            await(
                    "more is read",
                    () -> {
                        fixture.deliver(sink);
                        return fixture.table(backfill).getRowsAppended() >= least;
                    });
            endSessions();
        }
        fixture.awaitStatus(backfill, sink, "completed");

        assertThat(fixture.logged(sink)).hasSize(3000);
    }

    private void endSessions() throws SQLException {
        try (Connection connection = fixture.source.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
        }
    }

    private SavedSink sink(String table) throws InterruptedException {
        return fixture.addSink(List.of(table), null, "insert", "update", "delete");
    }
}
