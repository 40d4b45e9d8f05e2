package dev.rowhook.changelog;

import static dev.rowhook.changelog.LogFixture.OTHER_SINK;
import static dev.rowhook.changelog.LogFixture.SINK;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.Lsn;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

class UntaggedStretchTest {
    private final LogFixture fixture = new LogFixture();

    @AfterEach
    void drop() {
        fixture.close();
    }

    /// From memory and from the segments.
    @ParameterizedTest
    @ValueSource(longs = {1 << 20, 0})
    void aSinkSeesEveryChangeOfTheSourceAndOfReadsOnlyItsOwn(long tailBytes)
            throws InterruptedException {
        ChangeLog log =
                fixture.open(new ChangeLog.Settings(100, 1 << 20, Duration.ofHours(1), tailBytes));
        ChangeLogWriter writer = log.newWriter();
        AppendBatch batch = writer.newBatch(1);
        add(batch, "I nobody wants");
        add(batch, "U another wants", OTHER_SINK);
        add(batch, "D ours", SINK);
        add(batch, "r of another", OTHER_SINK);
        add(batch, "b of another", OTHER_SINK);
        add(batch, "r ours", SINK, OTHER_SINK);
        add(batch, "e ours", SINK);
        add(batch, "I since then, another's", OTHER_SINK);
        add(batch, "I since then, ours", SINK);
        Lsn lsn = new Lsn(1);
        writer.append(batch, writer.position().at(lsn, 9, lsn, true, new Lsn(2)));

        Set<Long> open = new HashSet<>();
        List<Long> seen = new ArrayList<>();
        long at = 0;
        while (at < log.end()) {
            LogPage page = log.sinkLog(SINK, 8).next(at, 2);
            page.changes().forEach(change -> seen.add(change.seq()));
            open.addAll(page.open());
            at = page.lastSeq();
        }
        assertThat(seen).containsExactly(1L, 2L, 3L, 6L, 7L, 9L);
        assertThat(open).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    private static void add(AppendBatch batch, String body, int... sinks) {
        batch.add(1, 0, 1_000, 1, null, body.getBytes(StandardCharsets.UTF_8), sinks);
    }
}
