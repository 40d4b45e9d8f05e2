package dev.rowhook.backfill;

import static dev.rowhook.store.jooq.Tables.BACKFILL;
import static dev.rowhook.store.jooq.Tables.BACKFILL_TABLE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.backfill.BackfillFixture.SavedSink;
import dev.rowhook.core.BackfillId;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

class EndedBackfillsTest {

    @Test
    void thoseThatEndedLongAgoAreDeleted() throws Exception {
        try (BackfillFixture fixture = new BackfillFixture()) {
            fixture.source.execute("create table t (id int primary key)");
            fixture.startReader();
            SavedSink sink = fixture.addSink(List.of("t"), null, "insert");
            BackfillId running = fixture.addBackfill(sink, "t");
            BackfillId recent = ended(fixture, sink, Duration.ofDays(29));
            ended(fixture, sink, Duration.ofDays(31));
            Clock clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);

            assertThat(new EndedBackfills(fixture.worker, clock).deleteOld()).isEqualTo(1);

            assertThat(fixture.worker.selectFrom(BACKFILL).fetch(BACKFILL.ID))
                    .containsExactlyInAnyOrder(running.value(), recent.value());
            assertThat(fixture.worker.fetchCount(BACKFILL_TABLE)).isEqualTo(2);
        }
    }

    private static BackfillId ended(BackfillFixture fixture, SavedSink sink, Duration ago) {
        BackfillId id =
                fixture.addBackfill(
                        sink,
                        row -> {
                            row.setStatus("completed");
                            row.setEndedAt(Instant.now().minus(ago));
                        },
                        "t");
        return id;
    }
}
