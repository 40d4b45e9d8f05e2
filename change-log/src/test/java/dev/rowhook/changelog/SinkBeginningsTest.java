package dev.rowhook.changelog;

import static dev.rowhook.changelog.LogFixture.SINK;
import static dev.rowhook.changelog.LogFixture.TABLE;
import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.Lsn;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.store.jooq.tables.records.SinkCursorRecord;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

class SinkBeginningsTest {
    private static final TableName OTHER_TABLE = new TableName("public", "customers");

    private final LogFixture fixture = new LogFixture();
    private final ChangeLogWriter writer = fixture.open(ChangeLog.Settings.defaults()).newWriter();
    private final SinkId sink = SinkId.create();

    @AfterEach
    void drop() {
        fixture.close();
    }

    @Test
    void aNewSinkBeginsBehindTheLastChange() {
        append(5);
        acknowledge(1, new LogPlace.End(), Set.of());

        assertThat(cursor().getMark()).isEqualTo(5);
        assertThat(cursor().getStartSeq()).isEqualTo(6);
        assertThat(cursor().getTagsFrom()).isZero();
        assertThat(cursor().getMatchedSeq()).isEqualTo(6);
    }

    @Test
    void aNewSinkBeginsInThePastWhereItsTablesAreCovered() {
        fixture.acknowledge(new LogSettings(1, List.of(), Set.of(TABLE)), 0);
        append(5);
        append(5);
        acknowledge(2, new LogPlace.Commit(new Lsn(2)), Set.of(TABLE));

        assertThat(cursor().getMark()).isEqualTo(5);
        assertThat(cursor().getStartSeq()).isEqualTo(6);
        assertThat(cursor().getTagsFrom()).as("no tag names it before").isEqualTo(11);
    }

    @Test
    void whereItsTablesAreNotCoveredItBeginsAsEarlyAsTheyAre() {
        append(5);
        fixture.acknowledge(new LogSettings(1, List.of(), Set.of(TABLE)), 5);
        append(5);
        acknowledge(2, new LogPlace.Commit(new Lsn(1)), Set.of(TABLE));
        assertThat(cursor().getStartSeq()).isEqualTo(6);
    }

    @Test
    void whatItWantsNowIsTaggedSinceItWasAcknowledged() {
        acknowledge(1, new LogPlace.End(), Set.of());
        append(5);
        fixture.acknowledge(settings(2, 1, Set.of()), 5);
        assertThat(cursor().getMatchedSeq()).as("nothing of that was edited").isEqualTo(1);
        fixture.acknowledge(settings(3, 3, Set.of()), 5);
        assertThat(cursor().getMatchedSeq()).isEqualTo(6);
        assertThat(cursor().getMark()).isZero();
    }

    @Test
    void aTableIsCoveredSinceItWasAcknowledgedAndUntilItIsNoMore() {
        append(5);
        fixture.acknowledge(new LogSettings(1, List.of(), Set.of(TABLE)), 5);
        append(5);
        fixture.acknowledge(new LogSettings(2, List.of(), Set.of(TABLE, OTHER_TABLE)), 10);
        assertThat(covered(TABLE)).isEqualTo(6);
        assertThat(covered(TABLE, OTHER_TABLE)).isEqualTo(11);

        fixture.acknowledge(new LogSettings(3, List.of(), Set.of(OTHER_TABLE)), 10);
        assertThat(covered(TABLE)).isNegative();
        fixture.acknowledge(new LogSettings(4, List.of(), Set.of(TABLE)), 10);
        assertThat(covered(TABLE)).isEqualTo(11);
    }

    @Test
    void acrossAGapNoTableIsCovered() {
        fixture.acknowledge(new LogSettings(1, List.of(), Set.of(TABLE)), 0);
        append(5);
        fixture.worker.update(LOG_POSITION).set(LOG_POSITION.INCARNATION, 2).execute();
        fixture.acknowledge(new LogSettings(1, List.of(), Set.of(TABLE)), 5);

        assertThat(covered(TABLE)).isEqualTo(6);
    }

    private void append(int changes) {
        fixture.append(writer, changes, SINK);
    }

    private void acknowledge(long version, LogPlace start, Set<TableName> covered) {
        fixture.acknowledge(
                new LogSettings(version, List.of(LogFixture.sink(sink, 1, start)), covered),
                writer.position().nextSeq() - 1);
    }

    private LogSettings settings(long version, long matchVersion, Set<TableName> covered) {
        return new LogSettings(
                version, List.of(LogFixture.sink(sink, matchVersion, new LogPlace.End())), covered);
    }

    private SinkCursorRecord cursor() {
        return fixture.worker
                .selectFrom(SINK_CURSOR)
                .where(SINK_CURSOR.SINK_ID.eq(sink.value()))
                .fetchSingle();
    }

    private long covered(TableName... tables) {
        return new TableCoverage(fixture.worker, fixture.account, fixture.database)
                .of(Set.of(tables))
                .map(Coverage::seq)
                .orElse(-1L);
    }
}
