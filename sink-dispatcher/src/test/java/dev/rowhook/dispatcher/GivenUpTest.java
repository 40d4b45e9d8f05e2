package dev.rowhook.dispatcher;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.delivery.StatusSet;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.http.Wish;
import dev.rowhook.dispatcher.window.Message;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// What happens to messages that are given up, and to what follows them.
class GivenUpTest {
    private static final Duration FOREVER = Duration.ofDays(1);

    private final WorkerHarness sink = new WorkerHarness();
    private final AtomicBoolean broken = new AtomicBoolean(true);

    @AfterEach
    void close() {
        sink.close();
    }

    private static RetryPolicy attempts(int most, OnExhausted onExhausted) {
        return policy(Optional.empty(), OptionalInt.of(most), List.of(), onExhausted);
    }

    private static RetryPolicy policy(
            Optional<Duration> maxAge,
            OptionalInt maxAttempts,
            List<String> discard,
            OnExhausted onExhausted) {
        return new RetryPolicy(
                new Backoff(Duration.ofMillis(5), Duration.ofMillis(40)),
                maxAge,
                maxAttempts,
                StatusSet.parse(List.of("100-999")),
                StatusSet.parse(List.of("409")),
                StatusSet.parse(discard),
                onExhausted);
    }

    @Test
    void aDeadLetterHoldsItsGroupUntilItIsRedriven() throws InterruptedException {
        sink.with(attempts(3, OnExhausted.PARK_GROUP));
        sink.endpoint.fails(message -> message.seq() == 10 && broken.get());
        sink.start();
        append(1, 100);
        await(() -> sink.dead().equals(List.of(10L)));
        await(() -> sink.endpoint.acceptedCount() == 90);
        assertThat(attemptsOf(10)).isEqualTo(3);
        assertThat(sink.deadReason(10)).isEqualTo("retries_exhausted");
        sink.stop();
        sink.start();
        append(101, 110);
        await(() -> sink.endpoint.acceptedCount() == 99);
        assertThat(attemptsOf(10)).isEqualTo(3);

        broken.set(false);
        sink.order("redrive", 10);
        await(() -> sink.endpoint.acceptedCount() == 110);
        assertOrder();
        await(() -> sink.pendingRows() == 0);
        assertThat(sink.endpoint.duplicates()).isZero();
    }

    @Test
    void aDiscardedDeadLetterIsNeverSentAndItsGroupGoesOn() throws InterruptedException {
        sink.with(attempts(2, OnExhausted.PARK_GROUP));
        sink.endpoint.fails(message -> message.seq() == 10);
        sink.start();
        append(1, 100);
        await(() -> sink.dead().equals(List.of(10L)));
        sink.order("discard", 10);
        await(() -> sink.endpoint.acceptedCount() == 99);
        assertOrder();
        assertThat(sink.endpoint.accepted()).doesNotContain(10L);
        await(() -> sink.pendingRows() == 0);
        assertThat(sink.discarded()).containsExactly(10L);
    }

    @Test
    void aDeadLetterThatIsPassedOverHoldsNobody() throws InterruptedException {
        sink.with(attempts(2, OnExhausted.CONTINUE));
        sink.endpoint.fails(message -> message.seq() == 10 && broken.get());
        sink.start();
        append(1, 100);
        await(() -> sink.endpoint.acceptedCount() == 99);
        assertOrder();
        await(() -> sink.dead().equals(List.of(10L)));
        broken.set(false);
        sink.order("redrive", 10);
        await(() -> sink.endpoint.acceptedCount() == 100);
        await(() -> sink.pendingRows() == 0);
        assertThat(sink.endpoint.duplicates()).isZero();
    }

    @Test
    void whatCannotBeSentDiesAtOnceAlsoInABatch() throws InterruptedException {
        sink.with(WorkerHarness.pace(20)).with(attempts(1_000, OnExhausted.CONTINUE));
        sink.endpoint.answers(messages ->
                messages.stream().anyMatch(message -> message.seq() % 50 == 0)
                        ? new Outcome.Unsendable(Outcome.Fault.TOO_LARGE)
                        : new Outcome.Accepted(200));
        sink.start();
        append(1, 200);
        await(() -> sink.endpoint.acceptedCount() == 196);
        await(() -> sink.dead().equals(List.of(50L, 100L, 150L, 200L)));
        assertThat(sink.deadReason(50)).isEqualTo("too_large");
        assertOrder();
    }

    @Test
    void aStatusToDiscardAndOneToAccept() throws InterruptedException {
        sink.with(
                policy(
                        Optional.empty(),
                        OptionalInt.empty(),
                        List.of("422"),
                        OnExhausted.PARK_GROUP));
        sink.endpoint.answers(messages ->
                switch ((int) messages.getFirst().seq()) {
                    case 5 -> new Outcome.Refused(422);
                    case 6 -> new Outcome.Refused(409);
                    default -> new Outcome.Accepted(204);
                });
        sink.start();
        append(1, 9);
        await(() -> sink.dead().equals(List.of(5L)));
        await(() -> sink.cursor().delivered() == 8);
        assertThat(sink.deadReason(5)).isEqualTo("status_discarded");
        assertThat(attemptsOf(5)).isEqualTo(1);
    }

    @Test
    void aReceiverAbortsAMessage() throws InterruptedException {
        sink.endpoint.answers(messages ->
                messages.getFirst().seq() == 5
                        ? new Outcome.Refused(500)
                        : new Outcome.Accepted(204));
        sink.endpoint.wishes(
                messages -> messages.getFirst().seq() == 5 ? Wish.ABORT_MESSAGE : Wish.NONE);
        sink.start();
        append(1, 9);
        await(() -> sink.dead().equals(List.of(5L)));
        assertThat(sink.deadReason(5)).isEqualTo("receiver_aborted");
    }

    @Test
    void aMessageGetsTooOld() throws InterruptedException {
        sink.with(
                policy(
                        Optional.of(Duration.ofMillis(300)),
                        OptionalInt.empty(),
                        List.of(),
                        OnExhausted.PARK_GROUP));
        sink.endpoint.fails(message -> message.seq() == 5);
        sink.start();
        append(1, 9);
        await(() -> sink.dead().equals(List.of(5L)));
        assertThat(attemptsOf(5)).isGreaterThan(3);
    }

    @Test
    void aMessageGetsTooOldAlsoAcrossRestarts() throws InterruptedException {
        sink.with(
                policy(
                        Optional.of(Duration.ofMillis(500)),
                        OptionalInt.empty(),
                        List.of(),
                        OnExhausted.PARK_GROUP));
        sink.endpoint.fails(message -> message.seq() == 5);
        sink.start();
        append(1, 9);
        await(() -> sink.pendingRows() == 1);
        sink.crash();
        sink.startAgingAt(Duration.ofDays(5));
        sink.start();
        await(() -> sink.dead().equals(List.of(5L)));
    }

    @Test
    void nobodyGetsOlderWhileTheBreakerIsOpen() throws InterruptedException {
        AtomicBoolean down = new AtomicBoolean();
        sink.breaksAfter(3)
                .with(
                        policy(
                                Optional.of(Duration.ofMillis(500)),
                                OptionalInt.empty(),
                                List.of(),
                                OnExhausted.PARK_GROUP));
        sink.endpoint.answers(messages ->
                down.get() || messages.getFirst().seq() == 5
                        ? new Outcome.Refused(500)
                        : new Outcome.Accepted(200));
        sink.start();
        append(1, 9);
        await(() -> attemptsOf(5) >= 1 && sink.endpoint.acceptedCount() == 8);
        down.set(true);
        append(10, 30);
        await(() -> sink.breaker().equals("open"));
        Thread.sleep(1_000);
        assertThat(sink.dead()).isEmpty();
        down.set(false);
        await(() -> sink.dead().equals(List.of(5L)));
        await(() -> sink.endpoint.acceptedCount() >= 27);
    }

    @Test
    void oldDeadLettersEndWithTheirRetention() throws InterruptedException {
        sink.with(attempts(1, OnExhausted.PARK_GROUP));
        sink.endpoint.fails(message -> message.seq() == 10);
        sink.start();
        append(1, 30);
        await(() -> sink.dead().equals(List.of(10L)));
        sink.crash();
        sink.ageDeadLetters(FOREVER.multipliedBy(2));
        sink.start();
        await(() -> sink.discarded().equals(List.of(10L)));
        await(() -> sink.endpoint.acceptedCount() == 29);
        assertOrder();
    }

    @Test
    void aPartialAnswerBlocksTheGroupsOfWhatFailedAndNoOther() throws InterruptedException {
        sink.with(WorkerHarness.pace(50));
        sink.endpoint.answers(this::refused);
        sink.start();
        append(1, 100);
        await(() -> sink.pendingRows() > 0);
        await(() -> sink.cursor().mark() == 100);
        assertThat(sink.endpoint.accepted()).doesNotContain(12L, 22L, 32L);
        broken.set(false);
        await(() -> sink.endpoint.acceptedCount() == 100);
        await(() -> sink.cursor().delivered() == 100);
    }

    /// A receiver stops the group of message 12 at it.
    private Outcome refused(List<Message> messages) {
        Set<String> refused =
                messages.stream()
                        .filter(message ->
                                broken.get() && message.seq() >= 12 && message.groupA() == 3)
                        .map(sink.endpoint::webhookId)
                        .collect(Collectors.toSet());
        return refused.isEmpty() ? new Outcome.Accepted(200) : new Outcome.Partly(200, refused);
    }

    private void append(long first, long last) {
        LongStream.rangeClosed(first, last)
                .forEach(seq -> sink.log.append(Changes.of(seq, 1 + seq % 10)));
    }

    private long attemptsOf(long seq) {
        return sink.endpoint.requests().stream().filter(List.of(seq)::equals).count();
    }

    private void assertOrder() {
        sink.endpoint
                .acceptedByGroup()
                .forEach((group, seqs) -> assertThat(seqs).as("group %d", group).isSorted());
        assertThat(sink.endpoint.overlaps()).isZero();
    }
}
