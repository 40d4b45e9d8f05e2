package dev.rowhook.benchmarks.load;

import java.time.Duration;

/// What was committed, and how long that took.
///
/// @param late the longest that a commit began after its time; zero where commits have no time
public record Committed(long rows, long commits, Duration took, Duration late) {
    public double commitsPerSecond() {
        return commits / (took.toNanos() / 1e9);
    }
}
