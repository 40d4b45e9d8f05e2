package dev.rowhook.benchmarks.backfill;

import dev.rowhook.benchmarks.load.Committed;
import dev.rowhook.benchmarks.receiver.Received;

import java.util.Optional;

/// What a part of the measurement has shown.
///
/// @param live the changes that were committed meanwhile
/// @param expected how many rows had to arrive, live and read ones together
/// @param received times only the live ones
/// @param peakResidentBytes of Rowhook, since it started
record Figures(
        String part,
        Optional<Backfill.Completed> backfill,
        Optional<Committed> live,
        long expected,
        Received received,
        Cost cost,
        long peakResidentBytes) {

    /// How many rows never came.
    long missing() {
        return expected - received.distinct();
    }
}
