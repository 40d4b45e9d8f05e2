package dev.rowhook.dispatcher;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.window.Message;
import dev.rowhook.dispatcher.window.WindowLimits;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;

/// Nothing is lost and first acceptances come in order, whatever fails and whenever the worker is
/// killed.
class DeliveryUnderFailureTest {
    private static final int MESSAGES = 3_000;

    static Stream<Arguments> runs() {
        Random random = new Random();
        return Stream.of(1, 1, 20, 20, 20).map(batch -> Arguments.of(random.nextLong(), batch));
    }

    @ParameterizedTest(name = "seed {0}, batches of {1}")
    @MethodSource("runs")
    void theLedgerHolds(long seed, int batchSize) throws InterruptedException {
        Random random = new Random(seed);
        WindowLimits small = new WindowLimits(400, 1 << 20, 100, 800);
        try (WorkerHarness sink =
                new WorkerHarness()
                        .with(WorkerHarness.pace(batchSize))
                        .with(WorkerHarness.limits(small))
                        .breaksAfter(12)) {
            sink.endpoint.answers(unreliable(seed));
            sink.start();
            int groups = 20 + random.nextInt(200);
            for (long seq = 1; seq <= MESSAGES; seq++) {
                append(sink, random, seq, groups);
                if (random.nextInt(MESSAGES / 3) == 0) {
                    restart(sink, random.nextBoolean());
                }
            }
            await(() -> sink.endpoint.acceptedCount() == MESSAGES);
            await(() -> sink.pendingRows() == 0 && sink.cursor().mark() == MESSAGES);
            sink.endpoint
                    .acceptedByGroup()
                    .forEach((group, seqs) -> assertThat(seqs).as("group %d", group).isSorted());
            System.out.printf(
                    "seed %d, batch %d: %d messages, %d groups, %d requests, %d duplicates%n",
                    seed,
                    batchSize,
                    MESSAGES,
                    groups,
                    sink.endpoint.requests().size(),
                    sink.endpoint.duplicates());
        }
    }

    private static void append(WorkerHarness sink, Random random, long seq, int groups) {
        long group = 1L + random.nextInt(groups);
        long other = random.nextInt(20) == 0 ? 1L + random.nextInt(groups) : group;
        if (random.nextInt(700) == 0) {
            sink.log.append(Changes.barrier(seq));
        } else {
            sink.log.append(Changes.of(seq, group, other));
        }
    }

    private static void restart(WorkerHarness sink, boolean clean) throws InterruptedException {
        if (clean) {
            sink.stop();
        } else {
            sink.crash();
        }
        sink.start();
    }

    /// Fails some messages some times, and now and then answers nothing although it accepted.
    private static Function<List<Message>, Outcome> unreliable(long seed) {
        Map<Long, Integer> failuresLeft = new ConcurrentHashMap<>();
        return messages -> {
            boolean fails = false;
            for (Message message : messages) {
                int left =
                        failuresLeft.computeIfAbsent(
                                message.seq(),
                                seq -> {
                                    Random random = new Random(seed ^ (seq * 31L));
                                    return random.nextInt(12) == 0 ? 1 + random.nextInt(4) : 0;
                                });
                if (left > 0) {
                    failuresLeft.put(message.seq(), left - 1);
                    fails = true;
                }
            }
            return fails ? new Outcome.Refused(500) : new Outcome.Accepted(200);
        };
    }

    @Test
    void manyFailingGroupsFitInABoundedWindow() throws InterruptedException {
        int failing = 20_000;
        AtomicBoolean broken = new AtomicBoolean(true);
        WindowLimits small = new WindowLimits(500, 1 << 20, 100, 1_000);
        Backoff patient = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(2));
        try (WorkerHarness sink =
                new WorkerHarness()
                        .with(RetryPolicy.endless(patient))
                        .with(WorkerHarness.limits(small))) {
            sink.endpoint.forgetsRequests();
            sink.endpoint.fails(message -> message.groupA() % 10 != 0 && broken.get());
            sink.start();
            int groups = failing / 9 * 10;
            for (long seq = 1; seq <= groups; seq++) {
                sink.log.append(Changes.of(seq, seq));
            }
            for (long seq = groups + 1L; seq <= groups + 1_000L; seq++) {
                sink.log.append(Changes.of(seq, seq - groups));
            }
            await(() -> sink.cursor().mark() == groups + 1_000L);
            assertThat(sink.pendingRows()).isEqualTo(groups / 10 * 9 + 900);
            broken.set(false);
            await(() -> sink.endpoint.acceptedCount() == groups + 1_000);
            sink.endpoint.acceptedByGroup().forEach((group, seqs) -> assertThat(seqs).isSorted());
        }
    }
}
