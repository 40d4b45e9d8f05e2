package dev.rowhook.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.benchmarks.host.GcLog;
import dev.rowhook.benchmarks.host.Usage;
import dev.rowhook.benchmarks.load.Committed;
import dev.rowhook.benchmarks.receiver.Received;
import dev.rowhook.benchmarks.report.Metric;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

final class RunNumbersTest {
    /// First commit at 1 s, first answer at 3 s, last at 5 s.
    private static final Received RECEIVED =
            new Received(
                    100,
                    1000,
                    10,
                    0,
                    0,
                    1_000_000,
                    3_000_000,
                    5_000_000,
                    new Received.Ages(1_500, 2_000, 3_000, 4_000, 5_000));

    private static final Committed COMMITTED =
            new Committed(
                    1000,
                    10,
                    Duration.ofSeconds(2),
                    Duration.ofMillis(3),
                    Duration.ofMillis(9),
                    Duration.ZERO);

    private static Readings readings(List<GcLog.Collection> collections) {
        return new Readings(
                2_000_000,
                4.0,
                Map.of(
                        Part.SENDER, new Usage(2, 0),
                        Part.SOURCE, new Usage(1, 50_000),
                        Part.RECEIVER, new Usage(0.5, 0)),
                4.5,
                20_000,
                0,
                collections,
                1 << 20);
    }

    @Test
    void aLiveRunIsMeasuredFromItsFirstCommit() {
        assertThat(RunNumbers.live(COMMITTED, RECEIVED, readings(List.of())))
                .containsEntry(Metric.MESSAGES_PER_SECOND, 250.0)
                .containsEntry(Metric.COMMITS_PER_SECOND, 5.0)
                .containsEntry(Metric.COMMIT_P99_MS, 9.0)
                .doesNotContainKey(Metric.MESSAGES_PER_SECOND_FROM_START);
    }

    @Test
    void aBacklogIsMeasuredFromItsFirstAnswerAndFromTheStart() {
        assertThat(RunNumbers.backlog(COMMITTED, RECEIVED, readings(List.of())))
                .containsEntry(Metric.MESSAGES_PER_SECOND, 500.0)
                .containsEntry(Metric.MESSAGES_PER_SECOND_FROM_START, 1000 / 3.0);
    }

    @Test
    void whatIsUsedIsSaidPerMessage() {
        assertThat(RunNumbers.live(COMMITTED, RECEIVED, readings(List.of())))
                .containsEntry(Metric.CPU_SENDER, 2000.0)
                .containsEntry(Metric.WRITTEN_SOURCE_BYTES, 50.0)
                .containsEntry(Metric.WAL_SOURCE_BYTES, 20.0)
                .containsEntry(Metric.RECEIVER_BUSY_PERCENT, 12.5)
                .containsEntry(Metric.MESSAGES_PER_REQUEST, 10.1)
                .containsEntry(Metric.AGE_P50_MS, 1.5)
                .doesNotContainKeys(Metric.CPU_STORE, Metric.HEAP_PEAK_BYTES);
    }

    @Test
    void theHeapIsTheLargestOfAllCollections() {
        List<GcLog.Collection> collections =
                List.of(new GcLog.Collection(30, 10), new GcLog.Collection(20, 15));
        assertThat(RunNumbers.live(COMMITTED, RECEIVED, readings(collections)))
                .containsEntry(Metric.HEAP_PEAK_BYTES, 30.0)
                .containsEntry(Metric.HEAP_AFTER_GC_BYTES, 15.0);
    }
}
