package dev.rowhook.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.LogPage;
import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.dispatcher.http.Exchange;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.window.Message;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;

/// As many failing groups as a sink can have, in the memory of a few.
@Tag("long")
class MillionGroupsTest {
    private static final int FAILING = 1_000_000;
    private static final int GROUPS = FAILING / 10 * 11;
    private static final int LAST = GROUPS + 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    @Test
    void aMillionFailingGroupsArePassedByAndCatchUp() throws InterruptedException {
        Endpoint endpoint = new Endpoint();
        Backoff patient = new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(10));
        try (WorkerHarness sink = new WorkerHarness()) {
            sink.with(RetryPolicy.endless(patient)).with(new Pace(1, 50, false));
            long start = System.nanoTime();
            sink.start(MillionGroupsTest::page, Changes.grouper(), endpoint);
            await(() -> sink.cursor().mark() == LAST);
            say("all others accepted, %d rows wait".formatted(sink.pendingRows()), start);
            assertThat(endpoint.accepted()).isEqualTo(GROUPS / 11 + (LAST - GROUPS) / 11);
            endpoint.heal();
            await(() -> endpoint.accepted() == LAST && sink.pendingRows() == 0);
            say("all accepted", start);
            assertThat(endpoint.overtaken()).isZero();
        }
    }

    /// The first messages are of a group each, the last ones of the first groups again.
    private static LogPage page(long after, int maxChanges) throws InterruptedException {
        if (after == LAST) {
            Thread.sleep(PATIENCE);
        }
        List<LoggedChange> changes = new ArrayList<>();
        long last = Math.min(LAST, after + maxChanges);
        for (long seq = after + 1; seq <= last; seq++) {
            changes.add(Changes.of(seq, group(seq)));
        }
        return new LogPage(last, changes);
    }

    private static long group(long seq) {
        return seq <= GROUPS ? seq : seq - GROUPS;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(200);
        }
    }

    private static void say(String what, long start) {
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "%s after %d s, heap %d MiB of %d%n",
                what,
                Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                runtime.maxMemory() >> 20);
    }

    /// Ten groups of eleven fail until it is healed.
    private static final class Endpoint implements Courier {
        private final BitSet accepted = new BitSet();
        private boolean healed;
        private int overtaken;

        @Override
        public synchronized Exchange deliver(List<Message> messages) {
            Outcome outcome = new Outcome.Accepted(200);
            for (Message message : messages) {
                if (!healed && message.groupA() % 11 != 0) {
                    outcome = new Outcome.Refused(500);
                }
            }
            if (outcome instanceof Outcome.Accepted) {
                messages.forEach(this::accept);
            }
            return Exchange.none(outcome, "id", Instant.now());
        }

        private void accept(Message message) {
            accepted.set((int) message.seq());
            if (message.seq() > GROUPS && !accepted.get((int) group(message.seq()))) {
                overtaken++;
            }
        }

        synchronized void heal() {
            healed = true;
        }

        synchronized int accepted() {
            return accepted.cardinality();
        }

        synchronized int overtaken() {
            return overtaken;
        }

        @Override
        public String webhookId(Message message) {
            return "msg_" + message.seq();
        }

        @Override
        public void cancelAll() {}
    }
}
