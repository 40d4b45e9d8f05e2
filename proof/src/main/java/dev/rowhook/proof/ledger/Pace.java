package dev.rowhook.proof.ledger;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/// Holds several writers together to so many changes a second. What was missed while they could not
/// write is not made up for. Thread-safe.
final class Pace {
    private static final long FORGOTTEN_NANOS = 100_000_000;

    private final long nanosPerChange;
    private final AtomicLong free = new AtomicLong(System.nanoTime());

    Pace(OptionalInt changesPerSecond) {
        nanosPerChange =
                changesPerSecond.isPresent() ? 1_000_000_000L / changesPerSecond.getAsInt() : 0;
    }

    /// Notes what was written, and answers how long to wait until more may be.
    long nanosAfter(int changes) {
        long now = System.nanoTime();
        long next =
                free.updateAndGet(at ->
                        Math.max(at - now, -FORGOTTEN_NANOS) + now + changes * nanosPerChange);
        return Math.max(0, next - now);
    }
}
