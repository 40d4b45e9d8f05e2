package dev.rowhook.dispatcher;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.SinkCursor;
import dev.rowhook.dispatcher.http.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

class SinkWorkerTest {
    private final WorkerHarness sink = new WorkerHarness();

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    void whatIsAppendedArrives() throws InterruptedException {
        sink.start();
        append(1, 100, 7);
        awaitAccepted(100);
        await(() -> sink.cursor().mark() == 100);
        assertThat(sink.cursor()).extracting(SinkCursor::delivered).isEqualTo(100L);
        assertThat(sink.endpoint.requests()).hasSize(100);
    }

    @Test
    void nothingIsSentWhileTheLeaseMayHaveEnded() throws InterruptedException {
        sink.leaseHolds = false;
        sink.start();
        append(1, 20, 7);
        Thread.sleep(300);
        assertThat(sink.endpoint.requests()).isEmpty();
        sink.leaseHolds = true;
        awaitAccepted(20);
        assertOrder();
        assertThat(sink.endpoint.duplicates()).isZero();
    }

    @Test
    void whatIsHalvedIsNotSentOnWhenTheLeaseMayHaveEnded() throws InterruptedException {
        sink.with(WorkerHarness.pace(4));
        sink.endpoint.answers(_ -> {
            // The second request is the last one before halves.
            sink.leaseHolds = sink.endpoint.requests().size() < 2;
            return new Outcome.Refused(500);
        });
        sink.start();
        append(1, 4, 1);
        await(() -> sink.endpoint.requests().size() == 2);
        Thread.sleep(300);
        assertThat(sink.endpoint.requests()).hasSize(2);
        assertThat(sink.pendingRows()).isZero();
        sink.endpoint.fails(_ -> false);
        sink.leaseHolds = true;
        awaitAccepted(4);
        assertOrder();
    }

    @Test
    void theMarkMovesOverWhatTheSinkDoesNotWant() throws InterruptedException {
        sink.start();
        sink.log.pass(50);
        await(() -> sink.cursor().mark() == 50);
    }

    @Test
    void aFailedMessageBlocksItsGroupAndNoOther() throws InterruptedException {
        AtomicBoolean broken = new AtomicBoolean(true);
        sink.endpoint.fails(message -> message.seq() == 10 && broken.get());
        sink.start();
        append(1, 100, 10);
        await(() -> sink.pendingRows() == 10);
        await(() -> sink.endpoint.acceptedCount() == 90);
        await(() -> sink.cursor().mark() == 100);
        broken.set(false);
        awaitAccepted(100);
        assertOrder();
        await(() -> sink.pendingRows() == 0);
        await(() -> sink.cursor().delivered() == 100);
        append(101, 120, 10);
        awaitAccepted(120);
        assertThat(sink.endpoint.duplicates()).isZero();
    }

    @Test
    void whatComesForABlockedGroupIsParked() throws InterruptedException {
        AtomicBoolean broken = new AtomicBoolean(true);
        sink.with(WorkerHarness.pace(20));
        sink.endpoint.fails(message -> message.groupA() == 3 && broken.get());
        sink.start();
        append(1, 1, 1);
        sink.log.append(Changes.of(2, 3));
        await(() -> sink.pendingRows() == 1);
        for (long seq = 3; seq <= 500; seq++) {
            sink.log.append(Changes.of(seq, seq % 5));
        }
        await(() -> sink.pendingRows() == 101);
        await(() -> sink.cursor().mark() == 500);
        broken.set(false);
        awaitAccepted(500);
        assertOrder();
        assertThat(sink.endpoint.requests().stream().filter(one -> one.contains(503L))).isEmpty();
        assertThat(sink.endpoint.duplicates()).isZero();
    }

    @Test
    void aMessageOfTwoGroupsWaitsForBothAndHoldsBoth() throws InterruptedException {
        AtomicBoolean broken = new AtomicBoolean(true);
        sink.endpoint.fails(message -> message.seq() == 1 && broken.get());
        sink.start();
        sink.log.append(Changes.of(1, 1));
        sink.log.append(Changes.of(2, 2));
        sink.log.append(Changes.of(3, 1, 2));
        sink.log.append(Changes.of(4, 2));
        sink.log.append(Changes.of(5, 1));
        sink.log.append(Changes.of(6, 3));
        await(() -> sink.pendingRows() == 4);
        await(() -> sink.endpoint.accepted().equals(Set.of(2L, 6L)));
        broken.set(false);
        awaitAccepted(6);
        assertOrder();
    }

    @Test
    void aBarrierWaitsForAllAndAllWaitForIt() throws InterruptedException {
        AtomicBoolean broken = new AtomicBoolean(true);
        sink.endpoint.fails(message -> (message.seq() == 2 || message.seq() == 4) && broken.get());
        sink.start();
        append(1, 3, 3);
        sink.log.append(Changes.barrier(4));
        append(5, 8, 3);
        await(() -> sink.endpoint.accepted().equals(Set.of(1L, 3L)));
        await(() -> sink.pendingRows() == 1);
        await(() -> sink.conditions().containsKey("waits_in_order"));
        assertThat(sink.conditions().get("waits_in_order"))
                .contains("wait behind one that did: 1.");
        sink.endpoint.fails(message -> message.seq() == 4 && broken.get());
        await(() -> sink.endpoint.acceptedCount() == 3 && sink.pendingRows() == 1);
        sink.crash();
        sink.start();
        await(() -> sink.endpoint.requests().stream().filter(List.of(4L)::equals).count() > 5);
        assertThat(sink.endpoint.accepted()).containsExactlyInAnyOrder(1L, 2L, 3L);
        await(() -> sink.conditions().containsKey("waits_in_order"));
        broken.set(false);
        awaitAccepted(8);
        await(() -> sink.conditions().isEmpty());
    }

    @Test
    void aNewKeyWaitsForMessagesOfTheOldOne() throws InterruptedException {
        AtomicBoolean broken = new AtomicBoolean(true);
        sink.endpoint.fails(message -> message.seq() == 1 && broken.get());
        sink.start();
        sink.log.append(Changes.ofVersion(1, 1, 1));
        sink.log.append(Changes.ofVersion(2, 2, 1));
        sink.log.append(Changes.ofVersion(3, 3, 2));
        await(() -> sink.pendingRows() == 1 && sink.endpoint.acceptedCount() == 1);
        broken.set(false);
        awaitAccepted(3);
        assertThat(sink.endpoint.requests().getLast()).containsExactly(3L);
    }

    @Test
    void halvingFindsTheGuiltyMessage() throws InterruptedException {
        AtomicBoolean broken = new AtomicBoolean(true);
        AtomicBoolean hold = new AtomicBoolean(true);
        sink.with(new Pace(64, 1, false));
        sink.endpoint.answers(messages -> {
            waitWhile(hold);
            boolean fails = messages.stream().anyMatch(one -> one.seq() == 40 && broken.get());
            return fails ? new Outcome.Refused(422) : new Outcome.Accepted(204);
        });
        sink.start();
        sink.log.append(Changes.of(1, 1));
        await(() -> sink.endpoint.requests().size() == 1);
        append(2, 65, 1_000);
        sink.log.append(Changes.of(66, 41));
        await(() -> sink.endpoint.requests().size() == 1);
        hold.set(false);
        await(() -> sink.endpoint.acceptedCount() == 64);
        List<List<Long>> requests = sink.endpoint.requests();
        long alone = requests.stream().filter(List.of(40L)::equals).count();
        assertThat(alone).isPositive();
        broken.set(false);
        awaitAccepted(66);
        assertOrder();
        assertThat(sink.endpoint.duplicates()).isZero();
    }

    @Test
    void theBreakerOpensBurnsNoAttemptAndRecovers() throws InterruptedException {
        AtomicBoolean down = new AtomicBoolean(true);
        sink.breaksAfter(5);
        sink.endpoint.answers(_ ->
                down.get()
                        ? new Outcome.Unreachable(Outcome.Cause.CONNECTION_REFUSED)
                        : new Outcome.Accepted(200));
        sink.start();
        append(1, 300, 300);
        await(() -> sink.endpoint.requests().size() > 30);
        assertThat(sink.pendingRows()).isZero();
        assertThat(sink.cursor().mark()).isZero();
        down.set(false);
        awaitAccepted(300);
        await(() -> sink.cursor().mark() == 300);
        assertThat(sink.pendingRows()).isZero();
    }

    @Test
    void anEndpointThatRefusesAllIsAskedRarelyAndBlamesFew() throws InterruptedException {
        AtomicBoolean down = new AtomicBoolean(true);
        sink.breaksAfter(5);
        sink.endpoint.fails(_ -> down.get());
        sink.start();
        append(1, 300, 300);
        await(() -> sink.endpoint.requests().size() > 30);
        assertThat(sink.pendingRows()).isLessThan(5);
        down.set(false);
        awaitAccepted(300);
        assertOrder();
    }

    @Test
    void aCleanStopSendsNothingAgain() throws InterruptedException {
        sink.endpoint.fails(message -> message.seq() % 50 == 0);
        sink.start();
        append(1, 1_000, 100);
        await(() -> sink.endpoint.acceptedCount() > 300);
        sink.stop();
        sink.endpoint.fails(_ -> false);
        sink.start();
        awaitAccepted(1_000);
        assertOrder();
        assertThat(sink.endpoint.duplicates()).isZero();
        await(() -> sink.cursor().delivered() == 1_000);
    }

    @Test
    void aNextTryFromAClockThatWasAheadIsBroughtForward() throws InterruptedException {
        AtomicBoolean broken = new AtomicBoolean(true);
        sink.endpoint.fails(message -> message.seq() == 2 && broken.get());
        sink.start();
        append(1, 3, 3);
        await(() -> sink.pendingRows() == 1);
        sink.crash();
        sink.postponePending(Duration.ofHours(1));
        broken.set(false);
        sink.start();
        awaitAccepted(3);
    }

    @Test
    void nothingIsWrittenAfterTheLeaseWasLost() throws InterruptedException {
        sink.endpoint.fails(message -> message.seq() == 7);
        sink.start();
        append(1, 5, 5);
        await(() -> sink.cursor().mark() == 5);
        sink.moveEpoch();
        append(6, 20, 20);
        await(() -> sink.leasesLost.get() > 0);
        assertThat(sink.pendingRows()).isZero();
        assertThat(sink.cursor().mark()).isEqualTo(5);
    }

    @Test
    void aSinkOfOneGroupParksOnlyWhatItHadRead() throws InterruptedException {
        AtomicBoolean broken = new AtomicBoolean(true);
        sink.with(new Pace(1, 20, true));
        sink.endpoint.fails(message -> message.seq() == 1 && broken.get());
        sink.start();
        append(1, 1, 1);
        await(() -> sink.pendingRows() == 1);
        append(2, 100, 1);
        await(() -> sink.endpoint.requests().size() > 5);
        assertThat(sink.pendingRows()).isEqualTo(1);
        broken.set(false);
        awaitAccepted(100);
        assertOrder();
    }

    private static void waitWhile(AtomicBoolean hold) {
        try {
            await(() -> !hold.get());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void append(long first, long last, long groups) {
        LongStream.rangeClosed(first, last)
                .forEach(seq ->
                        sink.log.append(Changes.of(seq, groups == 1 ? 0 : 1 + seq % groups)));
    }

    private void awaitAccepted(int count) throws InterruptedException {
        await(() -> sink.endpoint.acceptedCount() == count);
    }

    private void assertOrder() {
        sink.endpoint
                .acceptedByGroup()
                .forEach((group, seqs) -> assertThat(seqs).as("group %d", group).isSorted());
        assertThat(sink.endpoint.overlaps()).isZero();
    }
}
