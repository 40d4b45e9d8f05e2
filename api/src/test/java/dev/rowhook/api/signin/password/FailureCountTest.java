package dev.rowhook.api.signin.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class FailureCountTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private static FailureCount fail(FailureCount count, int times, Instant at) {
        FailureCount failed = count;
        for (int i = 0; i < times; i++) {
            failed = failed.failed(at);
        }
        return failed;
    }

    @Test
    void locksDoubleUpToADay() {
        FailureCount count = FailureCount.none(START);
        Instant now = START;
        List<Duration> locks = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            count = fail(count, FailureCount.FAILURES, now);
            Instant until = count.lockedUntil().orElseThrow();
            locks.add(Duration.between(now, until));
            now = until;
        }
        assertThat(locks.stream().map(Duration::toMinutes))
                .containsExactly(15L, 30L, 60L, 120L, 240L, 480L, 960L, 1440L, 1440L);
    }

    @Test
    void failuresFarApartDoNotLock() {
        FailureCount count = fail(FailureCount.none(START), 9, START);
        Instant later = START.plus(FailureCount.WITHIN).plusSeconds(1);
        assertThat(fail(count, 9, later).isLocked(later)).isFalse();
        assertThat(fail(count, 10, later).isLocked(later)).isTrue();
    }

    @Test
    void failuresWhileLockedDoNotCount() {
        FailureCount locked = fail(FailureCount.none(START), 10, START);
        assertThat(fail(locked, 100, START.plusSeconds(1))).isEqualTo(locked);
    }
}
