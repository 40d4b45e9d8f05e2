package dev.rowhook.backfill;

import java.time.Duration;

/// Spreads rows over time, so many a second at most. Time is a count of nanoseconds that never
/// falls. Not thread-safe.
final class RatePace {
    private final int rowsPerSecond;
    private long free;

    RatePace(int rowsPerSecond, long now) {
        this.rowsPerSecond = rowsPerSecond;
        this.free = now;
    }

    /// Rows were read.
    void read(int rows, long now) {
        long from = Math.max(free, now);
        free = from + Math.round(rows * 1e9 / rowsPerSecond);
    }

    /// How long to wait before more are read.
    Duration pause(long now) {
        return Duration.ofNanos(Math.max(0, free - now));
    }
}
