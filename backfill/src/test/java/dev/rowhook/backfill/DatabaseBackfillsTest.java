package dev.rowhook.backfill;

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

import java.sql.SQLException;
import java.util.List;

@OnEverySourceVersion(slow = true)
class DatabaseBackfillsTest {
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
    void aTableIsReadIntoItsSink() throws Exception {
        SavedSink sink = sink();
        fixture.startBackfills();
        BackfillId backfill = fixture.addBackfill(sink, "t");

        fixture.awaitStatus(backfill, sink, "completed");

        List<Got> got = fixture.logged(sink);
        assertThat(got).hasSize(3000).allMatch(one -> one.letter() == 'r');
        assertThat(got).extracting(one -> Integer.parseInt(one.row().getFirst())).isSorted();
        BackfillTableRecord table = fixture.table(backfill);
        assertThat(table.getState()).isEqualTo("completed");
        assertThat(table.getRowsRead()).isEqualTo(3000);
        assertThat(table.getRowsAppended()).isEqualTo(3000);
        assertThat(table.getFirstSeq()).isEqualTo(got.getFirst().seq());
        assertThat(table.getLastSeq()).isEqualTo(got.getLast().seq());
        assertThat(table.getCompletedAt()).isNotNull();
    }

    @Test
    void marksStandBeforeAndAfterTheReads() throws Exception {
        fixture.source.execute("create table empty (id int primary key)");
        SavedSink sink = fixture.addSink(List.of("t", "empty"), null, "insert");
        fixture.startBackfills();
        BackfillId backfill =
                fixture.addBackfill(sink, asked -> asked.setMarks(true), "t", "empty");

        fixture.awaitStatus(backfill, sink, "completed");

        List<Character> letters = fixture.logged(sink).stream().map(Got::letter).toList();
        assertThat(letters).hasSize(3004);
        assertThat(letters).filteredOn(letter -> letter == '<').hasSize(2);
        assertThat(letters).filteredOn(letter -> letter == '>').hasSize(2);
    }

    @Test
    void itIsCompleteOnlyOnceItsRowsAreDelivered() throws Exception {
        SavedSink sink = sink();
        fixture.startBackfills();
        BackfillId backfill = fixture.addBackfill(sink, "t");

        await("all is read", () -> fixture.table(backfill).getReadAt() != null);

        assertThat(fixture.status(backfill)).isEqualTo("active");
        fixture.awaitStatus(backfill, sink, "completed");
    }

    @Test
    void readingWaitsForASinkThatHasEnoughToDeliver() throws Exception {
        SavedSink sink = sink();
        fixture.startBackfills(settings -> with(settings, 500));
        BackfillId backfill = fixture.addBackfill(sink, "t");

        await("something is read", () -> fixture.table(backfill).getRowsAppended() >= 500);
        Thread.sleep(300);

        assertThat(fixture.table(backfill).getRowsAppended()).isBetween(500L, 1500L);
        fixture.awaitStatus(backfill, sink, "completed");
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
    void onlyRowsThatSinkAndBackfillWantAreSent() throws Exception {
        SavedSink sink = fixture.addSink(List.of("t"), "id % 2 = 0", "insert");
        fixture.startBackfills();
        BackfillId backfill =
                fixture.addBackfill(
                        sink,
                        asked -> {
                            asked.setFilter("id % 3 = 0");
                            asked.setSortColumn("id");
                            asked.setStartPosition("601");
                            asked.setEndPosition("1200");
                        },
                        "t");

        fixture.awaitStatus(backfill, sink, "completed");

        assertThat(fixture.logged(sink))
                .hasSize(100)
                .allMatch(one -> Integer.parseInt(one.row().getFirst()) % 6 == 0);
    }

    private SavedSink sink() throws InterruptedException {
        return fixture.addSink(List.of("t"), null, "insert", "update", "delete");
    }
}
