package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.testing.RowBytes;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// What workers do with changes that the reader has not decided, or decided by older settings.
class FilteredDispatchTest {
    private final DispatchHarness database = new DispatchHarness();
    private final SinkReceiver receiver = database.receiver;
    private final SinkId sink = database.addSink();
    private final SinkId other = database.addSink();
    private int version = 1;
    private long seq;

    FilteredDispatchTest() throws IOException {}

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatWasAppendedBeforeAnEditIsJudgedByIt() throws InterruptedException {
        database.pause(sink);
        insert(0, false, 1, "new");
        insert(0, false, 2, "paid");
        insert(0, false, 3, "new");
        long edited = database.filter(sink, "status = 'paid'");
        database.resume(sink);
        insert(edited, false, 4, "new");
        awaitMark(sink, 4);

        assertThat(receiver.seqs(sink))
                .as("by itself what is older, by the reader's word what is not")
                .containsExactlyInAnyOrder(2L, 4L);
        database.awaitReceived(other, 4);
    }

    @Test
    void whatTheReaderLeftOpenIsJudged() throws InterruptedException {
        long edited = database.filter(sink, "status = 'paid'");
        insert(edited, true, 1, "new");
        insert(edited, true, 2, "paid");
        awaitMark(sink, 2);

        assertThat(receiver.seqs(sink)).containsExactly(2L);
        assertThat(database.cursor(sink).undecided()).isZero();
    }

    @Test
    void aRowThatLeavesTheFilterIsSentAsADelete() throws InterruptedException {
        database.edit(sink, Map.of(SINK.ON_LEAVE, "delete"));
        long edited = database.filter(sink, "status = 'paid'");
        append(edited, true, update(1));
        awaitMark(sink, 1);

        assertThat(receiver.received(sink))
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.at("/action").asString()).isEqualTo("delete");
                    assertThat(message.at("/metadata/record_pks/0").asString()).isEqualTo("1");
                });
        database.awaitReceived(other, 1);
        assertThat(receiver.received(other))
                .singleElement()
                .satisfies(message ->
                        assertThat(message.at("/action").asString()).isEqualTo("update"));
    }

    @Test
    void whatCannotBeDecidedIsSentAndCountedOnce() throws InterruptedException {
        long edited = database.filter(sink, "old.status = 'paid'");
        receiver.fails(seq -> seq == 2);
        for (int id = 1; id <= 3; id++) {
            append(edited, true, update(id));
        }
        database.awaitReceived(sink, 3);
        await(() -> database.cursor(sink).undecided() == 3);
        database.moveLease();
        receiver.fails(_ -> false);
        await(() -> database.pendingRows(sink) == 0);
        append(edited, true, update(4));
        awaitMark(sink, 4);

        await(() -> database.cursor(sink).undecided() == 4);
        assertThat(database.cursor(other).undecided()).isZero();
    }

    @Test
    void aSinkWhoseFilterDoesNotFitHoldsItsPlaceUntilTheColumnIsBack() throws InterruptedException {
        long edited = database.filter(sink, "status = 'paid'");
        insert(edited, false, 1, "paid");
        version = database.tables.describe("dropped");
        insert(edited, true, 2, "paid");
        insert(edited, true, 3, "paid");
        database.awaitReceived(other, 3);
        awaitMark(sink, 1);
        assertThat(receiver.seqs(sink)).containsExactly(1L);

        version = database.tables.describe("status");
        insert(edited, false, 4, "paid");
        awaitMark(sink, 4);

        assertThat(receiver.seqs(sink))
                .as("nothing is lost, and nothing sent twice")
                .containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
        await(() -> database.cursor(sink).undecided() == 2);
    }

    @Test
    void aSinkThatHoldsItsPlaceKeepsItAcrossOwners() throws InterruptedException {
        long edited = database.filter(sink, "status = 'paid'");
        insert(edited, false, 1, "paid");
        version = database.tables.describe("dropped");
        insert(edited, true, 2, "paid");
        awaitMark(sink, 1);
        database.moveLease();
        database.tables.describe("status");
        awaitMark(sink, 2);

        assertThat(receiver.seqs(sink)).containsExactly(1L, 2L);
    }

    @Test
    void aMendedFilterJudgesWhatWasHeld() throws InterruptedException {
        long edited = database.filter(sink, "status = 'paid'");
        version = database.tables.describe("state");
        insert(edited, true, 1, "new");
        insert(edited, true, 2, "paid");
        database.awaitReceived(other, 2);
        assertThat(receiver.seqs(sink)).isEmpty();

        database.filter(sink, "state = 'paid'");
        awaitMark(sink, 2);
        assertThat(receiver.seqs(sink)).containsExactly(2L);
        assertThat(database.cursor(sink).undecided()).isZero();
    }

    @Test
    void aFilterThatFailsMakesADeadLetterAndOtherGroupsFlow() throws InterruptedException {
        database.edit(sink, Map.of(SINK.BATCH, true, SINK.BATCH_SIZE, 10));
        long edited = database.filter(sink, "100 / id > 1");
        for (int id = 4; id >= 0; id--) {
            insert(edited, id == 0, id, "new");
        }
        for (int id = 0; id <= 4; id++) {
            insert(edited, id == 0, id, "again");
        }
        awaitMark(sink, 10);
        await(() -> database.cursor(sink).delivered() == 8);

        assertThat(receiver.seqs(sink)).doesNotContain(5L, 6L);
        await(() -> database.dead(sink).equals(Map.of(5L, "filter_failed")));
        assertThat(database.pendingRows(sink)).as("its group waits").isEqualTo(2);
    }

    @Test
    void aFilterThatFailsBehindAnotherFailureFailsInItsTurn() throws InterruptedException {
        AtomicBoolean down = new AtomicBoolean(true);
        receiver.fails(_ -> down.get());
        long edited = database.filter(sink, "100 / id > 1");
        insert(edited, false, 0, "new");
        await(() -> database.pendingRows(sink) == 1);
        insert(edited, true, 0, "again");
        await(() -> database.pendingRows(sink) == 2);
        assertThat(database.dead(sink)).isEmpty();

        down.set(false);
        await(() -> database.dead(sink).equals(Map.of(2L, "filter_failed")));
        assertThat(receiver.seqs(sink)).doesNotContain(2L);
    }

    @Test
    void aMendedFilterLetsADeadLetterBeRedriven() throws InterruptedException {
        long edited = database.filter(sink, "100 / id > 1");
        insert(edited, true, 0, "new");
        await(() -> database.dead(sink).equals(Map.of(1L, "filter_failed")));
        database.order(sink, "redrive");
        database.dispatch.apply();
        await(() -> database.dead(sink).equals(Map.of(1L, "filter_failed")));
        assertThat(receiver.seqs(sink)).isEmpty();

        database.filter(sink, "id > 0 and 100 / id > 1");
        database.order(sink, "redrive");
        database.dispatch.apply();
        database.awaitReceived(sink, 1);
        await(() -> database.pendingRows(sink) == 0);
    }

    @Test
    void whatIsOpenByNewerSettingsWaitsUntilTheyAreKnown() throws InterruptedException {
        long edited = database.filter(sink, "status = 'paid'");
        insert(edited + 10, true, 1, "paid");
        Thread.sleep(300);
        assertThat(receiver.seqs(sink)).isEmpty();

        database.settingsAt(edited + 10);
        database.awaitReceived(sink, 1);
    }

    @Test
    void whatIsOpenByAnEditIsNotJudgedByTheFilterBefore() throws InterruptedException {
        database.filter(sink, "status = 'paid'");
        // The reader is quicker with the edit than the worker.
        long edited = database.saveFilter(sink, "old.status = 'new'");
        append(edited, true, update(1));
        database.awaitReceived(other, 1);
        Thread.sleep(300);
        assertThat(receiver.seqs(sink)).isEmpty();

        database.dispatch.apply();
        database.awaitReceived(sink, 1);
        await(() -> database.cursor(sink).undecided() == 1);
    }

    private void insert(long settingsVersion, boolean open, int id, String status) {
        append(
                settingsVersion,
                open,
                RowBytes.message('I', TableVersions.OID)
                        .row('N', Integer.toString(id), status)
                        .toBytes());
    }

    private static byte[] update(int id) {
        return RowBytes.message('U', TableVersions.OID)
                .row('N', Integer.toString(id), "any")
                .toBytes();
    }

    private void append(long settingsVersion, boolean open, byte[] body) {
        seq++;
        database.log.append(
                new LoggedChange(
                        seq,
                        1,
                        seq,
                        0,
                        1_700_000_000_000_000L,
                        version,
                        null,
                        body,
                        settingsVersion),
                open);
    }

    private void awaitMark(SinkId which, long mark) throws InterruptedException {
        await(() -> database.cursor(which).mark() == mark);
    }
}
