package dev.rowhook.benchmarks.load;

import java.time.Duration;

/// What was committed, and how long that took.
///
/// @param p50 how long a commit took, as who commits sees it
/// @param late the longest that a commit began after its time; zero where commits have no time
public record Committed(
        long rows, long commits, Duration took, Duration p50, Duration p99, Duration late) {
    public double commitsPerSecond() {
        return commits / (took.toNanos() / 1e9);
    }
}
