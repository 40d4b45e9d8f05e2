package dev.rowhook.changelog;

import static dev.rowhook.changelog.LogFixture.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.SinkId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class SegmentReclaimTest {
    private final LogFixture fixture = new LogFixture();
    private final ChangeLog log =
            fixture.open(new ChangeLog.Settings(10, 1 << 20, Duration.ofHours(1), 0));
    private final ChangeLogWriter writer = log.newWriter();

    @AfterEach
    void drop() {
        fixture.close();
    }

    @Test
    void aSegmentStaysAsLongAsTheSettingsOfItsDatabaseSay() {
        fixture.retain(Duration.ofHours(1));
        append(30);

        assertThat(log.reclaim()).isZero();
        fixture.retainFor(Duration.ZERO);
        assertThat(log.reclaim()).isEqualTo(2);
    }

    @Test
    void nothingGoesWhileASinkIsToBeginInThePast() {
        fixture.retain(Duration.ZERO);
        append(30);
        SinkId sink = fixture.sinkToStartAt(Instant.EPOCH);

        assertThat(log.reclaim()).isZero();
        fixture.acknowledge(
                new LogSettings(2, List.of(LogFixture.sink(sink, 1, new LogPlace.End())), Set.of()),
                30);
        assertThat(log.reclaim()).isEqualTo(2);
    }

    @Test
    void aSinkThatIsOffKeepsNoSegment() {
        fixture.retain(Duration.ZERO);
        SinkId sink = SinkId.create();
        fixture.acknowledge(1, 0, sink);
        append(30);
        assertThat(log.reclaim()).isZero();

        fixture.worker.transaction(
                tx -> new SinkCursors(fixture.worker).turnOff(tx.dsl(), fixture.lease, sink, 2));
        assertThat(log.reclaim()).isEqualTo(2);
    }

    @Test
    void whoKeepsTheSegmentsFindsThemAndMayNeedThem() throws Exception {
        fixture.retain(Duration.ZERO);
        append(30);
        SinkId sink = SinkId.create();
        fixture.acknowledge(1, 30, sink);
        CountDownLatch kept = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> setBack =
                    threads.submit(() ->
                            fixture.worker.transaction(tx -> {
                                Segments.keep(tx.dsl(), fixture.account, fixture.database);
                                kept.countDown();
                                go.await();
                                tx.dsl()
                                        .update(SINK_CURSOR)
                                        .set(SINK_CURSOR.MARK, 14L)
                                        .where(SINK_CURSOR.SINK_ID.eq(sink.value()))
                                        .execute();
                            }));
            kept.await();
            Future<Integer> reclaimed = threads.submit(log::reclaim);
            fixture.awaitLockWait();
            go.countDown();
            setBack.get();
            assertThat(reclaimed.get()).as("the segment that holds 15 stays").isEqualTo(1);
        }
    }

    private void append(int changes) {
        for (int i = 0; i < changes; i += 10) {
            fixture.append(writer, 10, SINK);
        }
    }
}
