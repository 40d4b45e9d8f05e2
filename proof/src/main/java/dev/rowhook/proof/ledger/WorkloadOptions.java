package dev.rowhook.proof.ledger;

import java.util.OptionalInt;

/// How a [Workload] writes.
///
/// @param writers how many write at a time, each over a connection of its own
/// @param seed of what they draw; what they do to each other is up to the source
/// @param changesPerSecond of all together, as many as go if empty
/// @param bigOneIn one transaction in so many changes many rows by one statement; 0 for none
/// @param biggest the most rows that such a statement changes
public record WorkloadOptions(
        int writers, long seed, OptionalInt changesPerSecond, int bigOneIn, int biggest) {

    /// Four writers, as fast as they can, and one transaction in a thousand of up to 20 000 rows.
    public static WorkloadOptions of(long seed) {
        return new WorkloadOptions(4, seed, OptionalInt.empty(), 1000, 20_000);
    }

    public WorkloadOptions withWriters(int count) {
        return new WorkloadOptions(count, seed, changesPerSecond, bigOneIn, biggest);
    }

    /// Holds a steady rate.
    public WorkloadOptions withPace(int changesOfASecond) {
        return new WorkloadOptions(
                writers, seed, OptionalInt.of(changesOfASecond), bigOneIn, biggest);
    }

    /// Lets one transaction in so many change up to so many rows by one statement.
    public WorkloadOptions withBig(int oneIn, int rows) {
        return new WorkloadOptions(writers, seed, changesPerSecond, oneIn, rows);
    }

    /// Only transactions of a few changes.
    public WorkloadOptions withoutBig() {
        return withBig(0, 0);
    }
}
