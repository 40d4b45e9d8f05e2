package dev.rowhook.benchmarks.receiver;

import java.time.Duration;

/// What is to arrive: each sink gets each row of `firstId` to `firstId + rows - 1` once.
///
/// @param sinks they are numbered from 0, and named by the number that ends the path of a request
/// @param latency how long an answer is held back
/// @param timedFrom the ages are those of rows from this id on
public record Expectation(
        Dialect dialect, long firstId, int rows, int sinks, Duration latency, long timedFrom) {
    /// All rows are timed.
    public Expectation(Dialect dialect, long firstId, int rows, int sinks, Duration latency) {
        this(dialect, firstId, rows, sinks, latency, firstId);
    }

    /// How many messages that are.
    public long messages() {
        return (long) rows * sinks;
    }
}
