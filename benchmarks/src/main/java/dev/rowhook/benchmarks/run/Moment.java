package dev.rowhook.benchmarks.run;

import java.time.Instant;

/// The wall clock in the unit that commits and answers are measured in.
final class Moment {
    private Moment() {}

    /// Microseconds since 1970.
    static long nowMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }
}
