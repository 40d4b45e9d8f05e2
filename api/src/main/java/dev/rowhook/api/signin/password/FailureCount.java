package dev.rowhook.api.signin.password;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How often in a row a password was wrong, and what follows: ten times within a quarter of an hour
/// lock for a quarter of an hour, the next ten for twice as long, up to a day.
///
/// @param failures since `since`
/// @param locks in a row
record FailureCount(int failures, Instant since, int locks, Optional<Instant> lockedUntil) {
    static final int FAILURES = 10;
    static final Duration WITHIN = Duration.ofMinutes(15);
    static final Duration FIRST_LOCK = Duration.ofMinutes(15);
    static final Duration LONGEST_LOCK = Duration.ofDays(1);

    /// Before the first failure.
    static FailureCount none(Instant now) {
        return new FailureCount(0, now, 0, Optional.empty());
    }

    boolean isLocked(Instant now) {
        return lockedUntil.filter(now::isBefore).isPresent();
    }

    /// After one more failure. Failures while it is locked do not count.
    FailureCount failed(Instant now) {
        if (isLocked(now)) {
            return this;
        }
        boolean stale = Duration.between(since, now).compareTo(WITHIN) > 0;
        int counted = stale ? 1 : failures + 1;
        if (counted < FAILURES) {
            return new FailureCount(counted, stale ? now : since, locks, lockedUntil);
        }
        return new FailureCount(0, now, locks + 1, Optional.of(now.plus(lock(locks))));
    }

    private static Duration lock(int before) {
        Duration lock = FIRST_LOCK;
        for (int i = 0; i < before && lock.compareTo(LONGEST_LOCK) < 0; i++) {
            lock = lock.multipliedBy(2);
        }
        return lock.compareTo(LONGEST_LOCK) < 0 ? lock : LONGEST_LOCK;
    }
}
