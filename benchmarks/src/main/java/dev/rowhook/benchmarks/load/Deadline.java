package dev.rowhook.benchmarks.load;

import java.time.Duration;

/// A moment after which nobody waits any more. Immutable.
public record Deadline(long nanoTime) {
    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    public boolean isOver() {
        return System.nanoTime() - nanoTime >= 0;
    }
}
