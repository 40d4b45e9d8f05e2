package dev.rowhook.benchmarks.run;

import dev.rowhook.benchmarks.host.GcLog;
import dev.rowhook.benchmarks.host.Usage;

import java.util.List;
import java.util.Map;

/// What was used from one moment to another.
///
/// @param startMicros the one moment, in microseconds since 1970
/// @param seconds between the two
/// @param machineCpuSeconds of all processes of the machine
/// @param collections of the sender's heap
/// @param peakResidentBytes of the sender, since it started
record Readings(
        long startMicros,
        double seconds,
        Map<Part, Usage> used,
        double machineCpuSeconds,
        long sourceWalBytes,
        long storeWalBytes,
        List<GcLog.Collection> collections,
        long peakResidentBytes) {
    Readings {
        used = Map.copyOf(used);
        collections = List.copyOf(collections);
    }
}
