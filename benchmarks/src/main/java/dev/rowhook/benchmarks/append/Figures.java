package dev.rowhook.benchmarks.append;

import java.time.Duration;
import java.util.Optional;

/// What one load has shown.
///
/// @param peer how long `pg_recvlogical` took to receive the same changes; empty without it
/// @param appended how long the log took for them, from its first append on
/// @param timed how many of the rows came after that
/// @param busy seconds of the CPU meanwhile
/// @param residentBytes the largest memory of Rowhook since it started
/// @param logBytes of all segments afterwards
/// @param logRows in the log afterwards
record Figures(
        Load load,
        Optional<Duration> peer,
        Duration appended,
        long timed,
        Busy busy,
        long residentBytes,
        long logBytes,
        long logRows) {

    /// @param others foreign processes, as a share of all cores
    record Busy(double rowhook, double store, double source, double others) {}

    double appendedPerSecond() {
        return perSecond(timed, appended);
    }

    Optional<Double> peerPerSecond() {
        return peer.map(took -> perSecond(load.rows(), took));
    }

    private static double perSecond(long rows, Duration took) {
        return rows / (took.toNanos() / 1e9);
    }
}
