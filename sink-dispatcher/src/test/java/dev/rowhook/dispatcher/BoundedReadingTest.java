package dev.rowhook.dispatcher;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.LogPage;
import dev.rowhook.changelog.SinkLog;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.window.WindowLimits;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/// Whatever becomes of a sink's messages, a worker reads no further in the log than its window
/// reaches: what it has in memory is bounded, however much waits.
class BoundedReadingTest {
    private static final int BACKLOG = 20_000;
    private static final int MESSAGES = 500;
    private static final int SPAN = 2_000;
    private static final int PAGE = 50;

    private final WorkerHarness sink = new WorkerHarness();
    private final CountDownLatch healed = new CountDownLatch(1);
    private final AtomicLong read = new AtomicLong();

    @AfterEach
    void close() {
        healed.countDown();
        sink.close();
    }

    @Test
    void anEndpointThatHangsHoldsAWindow() throws Exception {
        sink.endpoint.answers(_ -> hang());
        start(new WindowLimits(MESSAGES, 8 << 20, MESSAGES, SPAN), BACKLOG);
        requireReadAtMost(MESSAGES);
    }

    @Test
    void oneThatHangsForOneMessageHoldsASpan() throws Exception {
        sink.endpoint.answers(
                messages -> messages.getFirst().seq() == 1 ? hang() : new Outcome.Accepted(200));
        start(new WindowLimits(MESSAGES, 8 << 20, MESSAGES, SPAN), BACKLOG);
        requireReadAtMost(SPAN);
    }

    @Test
    void aGroupHoldsItsShare() throws Exception {
        sink.endpoint.answers(_ -> hang());
        start(new WindowLimits(MESSAGES, 8 << 20, MESSAGES / 5, SPAN), 1);
        requireReadAtMost(MESSAGES / 5);
    }

    @Test
    void bytesAreBoundedToo() throws Exception {
        sink.endpoint.answers(_ -> hang());
        long bytes = Changes.grouper().turn(Changes.of(1, 1)).message().bytes();
        start(new WindowLimits(MESSAGES, 100 * bytes, MESSAGES, SPAN), BACKLOG);
        requireReadAtMost(100);
    }

    @Test
    void failuresThatCannotBeWrittenHoldAWindow() throws Exception {
        CountDownLatch locked = new CountDownLatch(1);
        sink.endpoint.answers(_ -> {
            pass(locked);
            return new Outcome.Refused(422);
        });
        start(new WindowLimits(MESSAGES, 8 << 20, MESSAGES, SPAN), BACKLOG);
        WorkerHarness.WORKER.transaction(tx -> {
            tx.dsl().execute("lock table rowhook.sink_pending in share mode");
            locked.countDown();
            requireReadAtMost(MESSAGES);
        });
        await(() -> read.get() > 2 * SPAN);
    }

    private Outcome hang() {
        pass(healed);
        return new Outcome.Accepted(200);
    }

    private static void pass(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(WindowLimits window, int groups) {
        sink.endpoint.forgetsRequests();
        for (long seq = 1; seq <= BACKLOG; seq++) {
            sink.log.append(Changes.of(seq, seq % groups));
        }
        sink.with(
                new DeliveryLimits(
                        window, PAGE, 1 << 20, Duration.ofSeconds(1), Duration.ofSeconds(5)));
        SinkLog counted =
                (after, most) -> {
                    LogPage page = sink.log.next(after, most);
                    read.accumulateAndGet(page.lastSeq(), Math::max);
                    return page;
                };
        sink.start(counted, Changes.grouper(), sink.endpoint);
    }

    /// It is read up to there, and a page further at most, however long one waits.
    private void requireReadAtMost(int messages) throws InterruptedException {
        await(() -> read.get() >= messages);
        Thread.sleep(300);
        assertThat(read.get()).isBetween((long) messages, (long) messages + PAGE);
    }
}
