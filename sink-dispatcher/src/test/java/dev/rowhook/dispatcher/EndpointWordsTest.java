package dev.rowhook.dispatcher;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.http.Wish;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

/// What an endpoint says beside yes and no, and what it can be spared.
class EndpointWordsTest {
    private final WorkerHarness sink = new WorkerHarness();

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    void aPauseIsKeptAndNobodyIsBlamed() throws InterruptedException {
        AtomicBoolean busy = new AtomicBoolean(true);
        sink.endpoint.answers(_ ->
                busy.get()
                        ? new Outcome.Refused(429, Optional.of(Duration.ofMillis(400)))
                        : new Outcome.Accepted(200));
        Instant start = Instant.now();
        sink.start();
        append(1, 100);
        await(() -> !sink.endpoint.requests().isEmpty());
        int asked = sink.endpoint.requests().size();
        assertThat(asked).isLessThanOrEqualTo(20);
        busy.set(false);
        await(() -> sink.endpoint.acceptedCount() == 100);
        assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(400));
        assertThat(sink.pendingRows()).isZero();
        assertOrder();
    }

    @Test
    void aMessageThatAlwaysGetsAPauseIsSetAsideSoThatOthersGoOn() throws InterruptedException {
        AtomicBoolean busy = new AtomicBoolean(true);
        sink.endpoint.answers(messages ->
                busy.get() && messages.getFirst().seq() == 7
                        ? new Outcome.Refused(429, Optional.of(Duration.ofMillis(20)))
                        : new Outcome.Accepted(200));
        sink.start();
        append(1, 100);
        await(() -> sink.endpoint.acceptedCount() == 90);
        await(() -> sink.cursor().mark() == 100);
        busy.set(false);
        await(() -> sink.endpoint.acceptedCount() == 100);
        assertOrder();
    }

    @Test
    void anEndpointThatIsGoneIsSentNothingMoreAndAllIsKept() throws InterruptedException {
        sink.endpoint.answers(messages ->
                messages.getFirst().seq() <= 50
                        ? new Outcome.Accepted(200)
                        : new Outcome.Refused(410));
        sink.endpoint.wishes(
                messages -> messages.getFirst().seq() <= 50 ? Wish.NONE : Wish.DISABLE);
        sink.start();
        append(1, 50);
        await(() -> sink.endpoint.acceptedCount() == 50);
        append(51, 200);
        await(() -> sink.gate.isDisabled());
        int asked = sink.endpoint.requests().size();
        assertThat(asked).isBetween(51, 70);
        Thread.sleep(200);
        assertThat(sink.endpoint.requests()).hasSize(asked);
        assertThat(sink.pendingRows()).isZero();

        sink.endpoint.answers(_ -> new Outcome.Accepted(200));
        sink.endpoint.wishes(_ -> Wish.NONE);
        sink.stop();
        sink.gate = new EndpointGate(EndpointStanding.open());
        sink.start();
        await(() -> sink.endpoint.acceptedCount() == 200);
        assertOrder();
        assertThat(sink.endpoint.duplicates()).isZero();
    }

    @Test
    void aBatchWaitsToBeFullButNotForLong() throws InterruptedException {
        sink.with(new Pace(10, 1 << 20, Duration.ofMillis(600), 20, false));
        sink.start();
        Instant start = Instant.now();
        append(1, 25);
        await(() -> sink.endpoint.acceptedCount() == 20);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMillis(550));
        await(() -> sink.endpoint.acceptedCount() == 25);
        assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(590));
        assertThat(sink.endpoint.requests()).hasSize(3);
        assertOrder();
    }

    @Test
    void aRateLimitIsKept() throws InterruptedException {
        sink.gate =
                new EndpointGate(
                        new EndpointStanding(
                                false, Instant.EPOCH, Optional.of(Duration.ofMillis(20))));
        sink.start();
        Instant start = Instant.now();
        append(1, 100);
        await(() -> sink.endpoint.acceptedCount() == 100);
        assertThat(Duration.between(start, Instant.now()))
                .isBetween(Duration.ofMillis(950), Duration.ofMillis(3_000));
        assertOrder();
    }

    @Test
    void aGuiltyMessageIsFoundAlsoWhereTheRateIsLow() throws InterruptedException {
        sink.gate =
                new EndpointGate(
                        new EndpointStanding(
                                false, Instant.EPOCH, Optional.of(Duration.ofMillis(200))));
        sink.with(WorkerHarness.pace(16));
        sink.endpoint.fails(message -> message.seq() == 5);
        sink.start();
        append(1, 10);
        await(() -> sink.endpoint.acceptedCount() == 9);
        await(() -> sink.pendingRows() == 1);
        assertOrder();
    }

    private void append(long first, long last) {
        LongStream.rangeClosed(first, last)
                .forEach(seq -> sink.log.append(Changes.of(seq, 1 + seq % 10)));
    }

    private void assertOrder() {
        sink.endpoint
                .acceptedByGroup()
                .forEach((group, seqs) -> assertThat(seqs).as("group %d", group).isSorted());
        assertThat(sink.endpoint.overlaps()).isZero();
    }
}
