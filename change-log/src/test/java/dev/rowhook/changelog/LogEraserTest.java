package dev.rowhook.changelog;

import static dev.rowhook.changelog.LogFixture.SINK;
import static dev.rowhook.changelog.LogFixture.TABLE;
import static dev.rowhook.changelog.LogFixture.readAll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.Lsn;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.SoughtRow;
import dev.rowhook.core.testing.RowBytes;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class LogEraserTest {
    private static final int OID = 9;
    private static final byte[] ANNOTATIONS = "{\"by\":\"ada\"}".getBytes(StandardCharsets.UTF_8);

    private final LogFixture fixture = new LogFixture();
    private final ChangeLog log =
            fixture.open(new ChangeLog.Settings(5, 1 << 20, Duration.ofHours(1), 1 << 20));
    private final ChangeLogWriter writer = log.newWriter();
    private final Relation items = writer.relations().describe(relation());
    private final SoughtRow row = new SoughtRow(TABLE, List.of(items), Map.of("id", "7"));
    private final List<LogEraser.Stretch> steps = new ArrayList<>();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static Relation relation() {
        return new Relation(
                0,
                OID,
                TABLE.schema(),
                TABLE.table(),
                ReplicaIdentity.DEFAULT,
                List.of(
                        new Column("id", 23, true, Scalar.NUMBER),
                        new Column("note", 25, false, Scalar.TEXT)),
                List.of(0),
                false);
    }

    /// Inserts of these rows, one a transaction, each seen by the sink.
    private void insert(int... ids) {
        for (int id : ids) {
            AppendBatch batch = writer.newBatch(1);
            long commit = writer.position().commitLsn().value() + 1;
            byte[] body =
                    RowBytes.message('I', OID)
                            .row('N', Integer.toString(id), "note of " + id)
                            .toBytes();
            batch.add(commit, 0, 0, items.version(), ANNOTATIONS, body, new int[] {SINK});
            Lsn lsn = new Lsn(commit);
            writer.append(batch, writer.position().at(lsn, 1, lsn, true, new Lsn(commit + 1)));
        }
    }

    private void erase(long until) {
        LogEraser eraser = log.eraser();
        long at = 0;
        while (at < until) {
            at = eraser.next(row, at, until, (_, stretch) -> steps.add(stretch)).lastSeq();
        }
        log.forgetMemory();
    }

    private int erased() {
        return steps.stream().mapToInt(LogEraser.Stretch::erased).sum();
    }

    @Test
    void nothingIsLeftOfTheRowAndAllElseIsAsItWas() throws Exception {
        insert(1, 7, 2, 7, 3, 4, 7, 5, 6, 8, 7);
        List<LoggedChange> before = readAll(log, SINK, 0);

        erase(log.end());

        List<LoggedChange> after = readAll(log, SINK, 0);
        assertThat(erased()).isEqualTo(4);
        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < before.size(); i++) {
            LoggedChange was = before.get(i);
            LoggedChange is = after.get(i);
            boolean ofTheRow = List.of(1, 3, 6, 10).contains(i);
            assertThat(is.isErased()).isEqualTo(ofTheRow);
            assertThat(is.seq()).isEqualTo(was.seq());
            assertThat(is.commitLsn()).isEqualTo(was.commitLsn());
            assertThat(is.relation()).isEqualTo(was.relation());
            assertThat(is.body()).isEqualTo(ofTheRow ? new byte[] {'x', 'I'} : was.body());
            assertThat(is.annotations()).isEqualTo(ofTheRow ? null : ANNOTATIONS);
        }
        assertThat(marked()).containsExactly(2L, 4L, 7L, 11L);
    }

    private List<Long> marked() {
        List<Long> seqs = new ArrayList<>();
        long at = 0;
        while (at < log.end()) {
            LogEraser.Marked marked = log.eraser().marked(row, at, log.end());
            seqs.addAll(marked.seqs());
            at = marked.lastSeq();
        }
        return seqs;
    }

    @Test
    void doneAgainItFindsNothingMore() {
        insert(7, 7, 1);
        erase(log.end());
        erase(log.end());
        assertThat(erased()).isEqualTo(2);
    }

    @Test
    void whatCameLaterStays() {
        insert(7, 7);
        long until = log.end();
        insert(7);
        erase(until);
        assertThat(erased()).isEqualTo(2);
        assertThat(marked()).containsExactly(1L, 2L);
    }

    @Test
    void droppedSegmentsAreNotMissed() {
        insert(7, 1, 2, 3, 4, 7);
        fixture.worker.execute("delete from rowhook.log_segment where number = 1");
        erase(log.end());
        assertThat(erased()).isEqualTo(1);
        assertThat(log.eraser().first()).isEqualTo(6);
    }

    @Test
    void anotherOwnerIsNotWrittenOver() throws Exception {
        insert(7);
        Lease _ = fixture.leases("node-a").take(fixture.account, fixture.database).orElseThrow();
        assertThatThrownBy(() -> erase(1)).isInstanceOf(LeaseLostException.class);
        assertThat(readAll(log, SINK, 0)).noneMatch(LoggedChange::isErased);
    }

    @Test
    void memoryDoesNotHoldItAnyMore() throws Exception {
        insert(7);
        assertThat(readAll(log, SINK, 0)).noneMatch(LoggedChange::isErased);
        erase(1);
        assertThat(readAll(log, SINK, 0)).allMatch(LoggedChange::isErased);
        insert(1);
        assertThat(readAll(log, SINK, 1)).hasSize(1).noneMatch(LoggedChange::isErased);
    }
}
