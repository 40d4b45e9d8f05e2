package dev.rowhook.backfill.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

/// How fast pages are read, without anybody who takes them.
@Tag("long")
class PageSpeedTest {
    private static final int ROWS = 1_000_000;

    @Test
    void aMillionRowsAreRead() throws Exception {
        try (PageFixture fixture = new PageFixture()) {
            fixture.limits =
                    new PageLimits(Duration.ofSeconds(30), Duration.ofSeconds(5), 64 << 20);
            fixture.source.execute(
                    "create table t (id bigint primary key, at timestamptz, state text, total numeric(10, 2), note text)",
                    "insert into t select i, '2026-01-01'::timestamptz + i * interval '1 s', 'open', i %% 1000, repeat('n', 150) from generate_series(1, %d) i"
                            .formatted(ROWS),
                    "vacuum analyze t");
            measure(fixture, "by key, pages of 1 000", 1_000, Optional.empty());
            for (int round = 0; round < 2; round++) {
                measure(fixture, "by key, pages of 5 000", 5_000, Optional.empty());
                measure(fixture, "by key, pages of 40 000", 40_000, Optional.empty());
            }
            measure(
                    fixture,
                    "by key with a filter, pages of 5 000",
                    5_000,
                    Optional.of("total >= 0"));
            fixture.source.execute("alter table t drop constraint t_pkey");
            measure(fixture, "by storage, 256 blocks", 256, Optional.empty());
        }
    }

    private static void measure(
            PageFixture fixture, String what, int units, Optional<String> filter) throws Exception {
        PageReader reader = fixture.reader();
        PagedTable table = reader.table(PageFixture.TABLE, Slice.ALL);
        Conditions conditions = Conditions.of(table.relation(), filter, Optional.empty());
        Optional<Place> place = Optional.empty();
        long rows = 0;
        long bytes = 0;
        long start = System.nanoTime();
        do {
            Reading.Page page =
                    (Reading.Page) reader.read(new PageRequest(table, conditions, place, units, 0));
            rows += page.rows().size();
            bytes += page.bytes();
            place = Optional.of(page.next());
        } while (!place.equals(Optional.of(new Place.Behind())));
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%s: %.0f rows/s, %d bytes a body%n", what, rows / seconds, bytes / rows);
        assertThat(rows).isEqualTo(ROWS);
    }
}
