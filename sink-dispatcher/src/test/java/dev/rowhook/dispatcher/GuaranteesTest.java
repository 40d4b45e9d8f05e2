package dev.rowhook.dispatcher;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.delivery.StatusSet;
import dev.rowhook.dispatcher.http.Exchange;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.window.Message;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Each guarantee of delivery twice: it holds, and the same check fails where something is broken
/// on purpose.
class GuaranteesTest {
    private static final int MESSAGES = 600;
    private static final int GROUPS = 15;

    // I2: within a group, first acceptances come in commit order.

    @Test
    void theOrderOfGroupsIsKept() throws InterruptedException {
        checkOrder(Changes.grouper());
    }

    @Test
    void aDispatcherThatForgetsGroupsIsFoundOut() {
        assertThatThrownBy(() -> checkOrder(new Groupless())).isInstanceOf(AssertionError.class);
    }

    private static void checkOrder(Grouper grouper) throws InterruptedException {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<Long, Integer> failures = new ConcurrentHashMap<>();
        try (WorkerHarness sink = new WorkerHarness()) {
            sink.endpoint.answers(messages -> {
                long seq = messages.getFirst().seq();
                boolean fails = seq % 7 == 0 && failures.merge(seq, 1, Integer::sum) <= 1 + seq % 3;
                return fails ? new Outcome.Refused(500) : new Outcome.Accepted(200);
            });
            sink.start(grouper, sink.endpoint);
            for (long seq = 1; seq <= MESSAGES; seq++) {
                sink.log.append(Changes.of(seq, group(seq)));
                if (random.nextInt(MESSAGES / 3) == 0) {
                    sink.crash();
                    sink.start(grouper, sink.endpoint);
                }
            }
            await(() -> sink.endpoint.acceptedCount() == MESSAGES);
            Map<Long, List<Long>> byGroup =
                    sink.endpoint.firstAcceptances().stream()
                            .collect(Collectors.groupingBy(GuaranteesTest::group));
            byGroup.forEach((group, seqs) -> assertThat(seqs).as("group %d", group).isSorted());
        }
    }

    private static long group(long seq) {
        return 1 + seq % GROUPS;
    }

    /// Gives each message a group of its own.
    private static final class Groupless implements Grouper {
        private final Grouper honest = Changes.grouper();

        @Override
        public Turn turn(LoggedChange change) {
            return new Turn(new Message(change, change.seq()), false, OptionalInt.empty());
        }

        @Override
        public OptionalLong rowHash(Message message) {
            return honest.rowHash(message);
        }

        @Override
        public int table(int relation) {
            return honest.table(relation);
        }
    }

    // I6: one sink cannot slow or stop another.

    @Test
    void aSinkWhoseEndpointHangsStopsNoOther() throws InterruptedException {
        checkApart(new Semaphore(Integer.MAX_VALUE));
    }

    @Test
    void sinksThatShareTheirRequestsAreFoundOut() {
        assertThatThrownBy(() -> checkApart(new Semaphore(10))).isInstanceOf(AssertionError.class);
    }

    /// @param shared what each request of both sinks needs one of
    private static void checkApart(Semaphore shared) throws InterruptedException {
        AtomicBoolean hangs = new AtomicBoolean(true);
        try (WorkerHarness dead = new WorkerHarness();
                WorkerHarness well = new WorkerHarness()) {
            dead.endpoint.answers(
                    sharing(
                            shared,
                            _ -> {
                                waitWhile(hangs);
                                return new Outcome.Accepted(200);
                            }));
            well.endpoint.answers(sharing(shared, _ -> new Outcome.Accepted(200)));
            dead.start();
            append(dead);
            await(() -> !dead.endpoint.requests().isEmpty());
            await(() ->
                    shared.availablePermits() == 0 || dead.endpoint.requests().size() == GROUPS);
            well.start();
            append(well);
            try {
                await(Duration.ofSeconds(5), () -> well.endpoint.acceptedCount() == MESSAGES);
            } finally {
                hangs.set(false);
            }
        }
    }

    private static Function<List<Message>, Outcome> sharing(
            Semaphore shared, Function<List<Message>, Outcome> answer) {
        return messages -> {
            shared.acquireUninterruptibly();
            try {
                return answer.apply(messages);
            } finally {
                shared.release();
            }
        };
    }

    // I7: no message vanishes.

    @Test
    void everyMessageIsAcceptedOrToBeSeen() throws InterruptedException {
        WorkerHarness sink = new WorkerHarness();
        checkNothingVanishes(sink, sink.endpoint);
    }

    @Test
    void aCourierThatDropsWhatIsTooLargeIsFoundOut() {
        WorkerHarness sink = new WorkerHarness();
        assertThatThrownBy(() -> checkNothingVanishes(sink, new Dropping(sink.endpoint)))
                .isInstanceOf(AssertionError.class);
    }

    private static void checkNothingVanishes(WorkerHarness sink, Courier courier)
            throws InterruptedException {
        try (sink) {
            sink.with(
                    new RetryPolicy(
                            new Backoff(Duration.ofMillis(5), Duration.ofMillis(20)),
                            Optional.empty(),
                            OptionalInt.of(2),
                            StatusSet.parse(List.of("100-999")),
                            StatusSet.parse(List.of()),
                            StatusSet.parse(List.of("422")),
                            OnExhausted.CONTINUE));
            sink.endpoint.answers(messages ->
                    switch ((int) (messages.getFirst().seq() % 40)) {
                        case 3 -> new Outcome.Unsendable(Outcome.Fault.TOO_LARGE);
                        case 5 -> new Outcome.Unsendable(Outcome.Fault.UNDECODABLE);
                        case 7 -> new Outcome.Refused(422);
                        case 9 -> new Outcome.Unreachable(Outcome.Cause.TIMEOUT);
                        default -> new Outcome.Accepted(200);
                    });
            sink.start(Changes.grouper(), courier);
            append(sink);
            await(() -> sink.cursor().mark() == MESSAGES);
            await(() -> sink.pendingRows() == sink.dead().size());
            Set<Long> seen = new HashSet<>(sink.endpoint.accepted());
            seen.addAll(sink.dead());
            assertThat(seen).hasSize(MESSAGES);
            assertThat(sink.dead()).hasSize(MESSAGES / 10);
        }
    }

    private record Dropping(FakeEndpoint honest) implements Courier {
        @Override
        public Exchange deliver(List<Message> messages) {
            Exchange exchange = honest.deliver(messages);
            return exchange.outcome() instanceof Outcome.Unsendable
                    ? Exchange.none(new Outcome.Accepted(200), "dropped", Instant.now())
                    : exchange;
        }

        @Override
        public String webhookId(Message message) {
            return honest.webhookId(message);
        }

        @Override
        public void cancelAll() {}
    }

    private static void append(WorkerHarness sink) {
        LongStream.rangeClosed(1, MESSAGES)
                .forEach(seq -> sink.log.append(Changes.of(seq, group(seq))));
    }

    private static void waitWhile(AtomicBoolean hangs) {
        try {
            await(() -> !hangs.get());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
