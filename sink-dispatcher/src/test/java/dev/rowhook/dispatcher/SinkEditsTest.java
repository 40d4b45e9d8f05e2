package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.SinkId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

class SinkEditsTest {
    private final DispatchHarness database = new DispatchHarness();
    private final SinkReceiver receiver = database.receiver;
    private final SinkId sink = database.addSink();
    private final SinkId other = database.addSink();

    SinkEditsTest() throws IOException {}

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aPausedSinkSendsNothingAndGoesOnWhereItWas() throws InterruptedException {
        database.append(1, 50, 5);
        awaitReceived(50);

        database.pause(sink);
        long mark = database.cursor(sink).mark();
        database.append(51, 100, 5);
        database.awaitReceived(other, 100);
        assertThat(mark).isEqualTo(50);
        assertThat(receiver.seqs(sink)).hasSize(50);
        assertThat(database.cursor(sink).mark()).isEqualTo(50);

        database.resume(sink);
        awaitReceived(100);
        awaitMark(sink, 100);
        awaitMark(other, 100);
        assertInOrderAndOnce(sink, 100, 5);
        assertInOrderAndOnce(other, 100, 5);
    }

    @Test
    void aPauseLetsRequestsEnd() throws InterruptedException {
        receiver.hold(sink);
        database.append(1, 20, 10);
        awaitReceived(10);
        database.awaitReceived(other, 20);

        long paused = database.save(sink, Map.of(SINK.STATUS, "paused"));
        database.dispatch.apply();
        database.append(21, 30, 10);
        database.awaitReceived(other, 30);
        // An owner's end would not wait for so long.
        Thread.sleep(DispatchHarness.GRACE.multipliedBy(3));
        assertThat(database.applied(sink)).isLessThan(paused);

        receiver.release(sink);
        database.awaitApplied(sink, paused);
        assertThat(receiver.seqs(sink)).hasSize(10);
        assertThat(database.cursor(sink).mark()).isEqualTo(10);

        database.resume(sink);
        awaitMark(sink, 30);
        assertInOrderAndOnce(sink, 30, 10);
    }

    @Test
    void anEditStartsItsOwnWorkerAnewAndNoOther() throws InterruptedException {
        receiver.hold(sink);
        receiver.hold(other);
        database.append(1, 1, 1);
        awaitReceived(1);
        database.awaitReceived(other, 1);
        receiver.release(sink);

        database.edit(sink, Map.of(SINK.BATCH, true, SINK.BATCH_SIZE, 10, SINK.MAX_IN_FLIGHT, 1));
        database.append(2, 101, 100);
        awaitReceived(101);
        assertThat(receiver.requests(sink)).allMatch(request -> request.size() <= 10);
        assertThat(receiver.requests(sink)).anyMatch(request -> request.size() == 10);

        receiver.release(other);
        database.awaitReceived(other, 101);
        awaitMark(other, 101);
        assertInOrderAndOnce(other, 101, 100);
        assertThat(receiver.requests(other)).hasSize(101);
    }

    @Test
    void whatIsPendingStaysInOrderAcrossAnEdit() throws InterruptedException {
        AtomicBoolean broken = new AtomicBoolean(true);
        receiver.fails(seq -> seq % 5 == 0 && broken.get());
        database.append(1, 50, 5);
        await(() -> database.pendingRows(sink) == 10);
        await(() -> database.cursor(sink).delivered() == 40);

        database.edit(sink, Map.of(SINK.BATCH, true, SINK.BATCH_SIZE, 3));
        database.append(51, 100, 5);
        await(() -> database.pendingRows(sink) == 20);
        database.pause(sink);
        broken.set(false);
        assertThat(database.pendingRows(sink)).isEqualTo(20);

        database.resume(sink);
        await(() -> database.pendingRows(sink) == 0);
        awaitMark(sink, 100);
        assertThat(database.cursor(sink).delivered()).isEqualTo(100);
        assertFirstsInOrder(sink, 5);
        // What never failed came once.
        assertThat(receiver.seqs(sink).stream().filter(seq -> seq % 5 != 0)).hasSize(80);
    }

    @Test
    void theLastOfManyEditsHolds() throws InterruptedException {
        receiver.hold(sink);
        database.append(1, 10, 10);
        awaitReceived(10);
        long last = 0;
        for (int size = 2; size <= 6; size++) {
            last = database.save(sink, Map.of(SINK.BATCH, true, SINK.BATCH_SIZE, size));
            database.dispatch.apply();
        }
        receiver.release(sink);
        database.awaitApplied(sink, last);
        database.edit(sink, Map.of(SINK.STATUS, "paused"));
        database.append(11, 70, 60);
        database.edit(sink, Map.of(SINK.STATUS, "active", SINK.MAX_IN_FLIGHT, 1));
        awaitMark(sink, 70);
        assertThat(receiver.requests(sink)).anyMatch(request -> request.size() == 6);
        assertThat(receiver.requests(sink)).noneMatch(request -> request.size() > 6);
        assertInOrderAndOnce(sink, 70, 60);
    }

    @Test
    void aSinkThatIsDeletedWhileItStopsIsRemovedAtOnce() throws InterruptedException {
        receiver.hold(sink);
        database.append(1, 1, 1);
        awaitReceived(1);
        database.save(sink, Map.of(SINK.STATUS, "paused"));
        database.dispatch.apply();
        database.delete(sink);
        database.dispatch.apply();
        await(() -> !database.hasCursor(sink));
        assertThat(database.leasesLost).hasValue(0);
    }

    @Test
    void theOwnersEndDoesNotWaitForAPauseAndThePauseHolds() throws InterruptedException {
        receiver.hold(sink);
        database.append(1, 1, 1);
        awaitReceived(1);
        database.awaitReceived(other, 1);
        long paused = database.save(sink, Map.of(SINK.STATUS, "paused"));
        database.dispatch.apply();

        long start = System.nanoTime();
        database.moveLease();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        database.awaitApplied(sink, paused);
        receiver.release(sink);
        database.append(2, 2, 2);
        database.awaitReceived(other, 2);
        assertThat(receiver.requests(sink)).isEqualTo(List.of(List.of(1L)));
        assertThat(database.leasesLost).hasValue(0);
    }

    @Test
    void whatOurPostgresRefusedIsAppliedByTheNextCall() throws InterruptedException {
        database.execute("revoke select on rowhook.sink from rowhook_worker");
        long paused;
        try {
            paused = database.save(sink, Map.of(SINK.STATUS, "paused"));
            database.dispatch.apply();
            assertThat(database.dispatch.isBehind()).isTrue();
        } finally {
            database.execute("grant select on rowhook.sink to rowhook_worker");
        }
        database.dispatch.apply();
        database.awaitApplied(sink, paused);
        assertThat(database.dispatch.isBehind()).isFalse();
    }

    @Test
    void aWorkerStartsAfterTheLastWriteOfTheOneBefore() throws InterruptedException {
        database.pause(sink);
        database.append(1, 10, 10);
        database.awaitReceived(other, 10);
        long resumed = database.save(sink, Map.of(SINK.STATUS, "active"));
        Thread applying =
                database.whileMarkMovesTo(
                        sink, 5, () -> Thread.ofVirtual().start(database.dispatch::apply));
        applying.join();
        database.awaitApplied(sink, resumed);
        awaitMark(sink, 10);
        assertThat(receiver.seqs(sink)).containsExactlyInAnyOrder(6L, 7L, 8L, 9L, 10L);
    }

    private void awaitReceived(int messages) throws InterruptedException {
        database.awaitReceived(sink, messages);
    }

    private void awaitMark(SinkId of, long mark) throws InterruptedException {
        await(() -> database.cursor(of).mark() == mark);
    }

    private void assertInOrderAndOnce(SinkId of, long messages, int rows) {
        assertThat(receiver.seqs(of))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, messages).boxed().toList());
        assertFirstsInOrder(of, rows);
    }

    private void assertFirstsInOrder(SinkId of, int rows) {
        for (int row = 0; row < rows; row++) {
            int one = row;
            assertThat(receiver.seqs(of).stream().filter(seq -> seq % rows == one).distinct())
                    .isSorted();
        }
    }
}
