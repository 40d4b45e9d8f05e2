package dev.rowhook.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.AccountId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class LogLookupTest {
    private static final ChangeLog.Settings SMALL =
            new ChangeLog.Settings(10, 1 << 20, Duration.ofHours(1), 0);

    private final LogFixture fixture = new LogFixture();
    private final LogLookup lookup = lookup(fixture.account);

    LogLookupTest() {
        ChangeLogWriter writer = fixture.open(SMALL).newWriter();
        for (int i = 0; i < 12; i++) {
            fixture.append(writer, 5, i % 2 == 0 ? LogFixture.SINK : LogFixture.OTHER_SINK);
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private LogLookup lookup(AccountId account) {
        return new LogLookup(fixture.worker, account, fixture.database, LogFixture.SINK);
    }

    @Test
    void changesAreFoundInTheirSegments() {
        List<LoggedPlace> found = lookup.find(List.of(3L, 8L, 55L, 1_000L));
        assertThat(found).extracting(LoggedPlace::seq).containsExactly(3L, 8L, 55L);
        assertThat(found).extracting(LoggedPlace::wanted).containsExactly(true, false, true);
        assertThat(found)
                .extracting(LoggedPlace::committedAt)
                .containsExactly(1_000L, 2_000L, 11_000L);
    }

    @Test
    void aScanGoesBackThroughAllSegmentsWithoutAGap() {
        assertThat(scanAll()).hasSize(30).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void aSegmentThatIsDroppedIsAsIfItHadNotBeenThere() {
        fixture.worker.execute("drop table " + new Segment(1, 1, 1, 10).table(fixture.database));
        assertThat(lookup.find(List.of(3L, 55L))).extracting(LoggedPlace::seq).containsExactly(55L);
        assertThat(scanAll()).hasSize(25);
    }

    @Test
    void anotherAccountFindsNothing() {
        LogLookup other = lookup(new AccountId(fixture.postgres.createAccount()));
        assertThat(other.find(List.of(3L))).isEmpty();
        assertThat(other.scan(61, 10, List.of(1), _ -> true).end()).isTrue();
    }

    private List<Long> scanAll() {
        List<Long> seqs = new ArrayList<>();
        long before = 61;
        LogStretch stretch = lookup.scan(before, 4, List.of(1), _ -> true);
        while (!stretch.end()) {
            assertThat(stretch.from()).isLessThan(before);
            before = stretch.from();
            stretch.found().forEach(place -> seqs.add(place.seq()));
            stretch = lookup.scan(before, 4, List.of(1), _ -> true);
        }
        return seqs;
    }
}
