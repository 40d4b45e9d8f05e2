package dev.rowhook.proof.ledger;

import java.util.OptionalInt;

/// How a [Workload] writes.
///
/// @param writers how many write at a time, each over a connection of its own
/// @param seed of what they draw; what they do to each other is up to the source
/// @param changesPerSecond of all together, as many as go if empty
/// @param bigOneIn one transaction in so many changes 500 to 20 000 rows; 0 for none
public record WorkloadOptions(int writers, long seed, OptionalInt changesPerSecond, int bigOneIn) {

    /// Four writers, as fast as they can.
    public static WorkloadOptions of(long seed) {
        return new WorkloadOptions(4, seed, OptionalInt.empty(), 1000);
    }

    public WorkloadOptions withWriters(int count) {
        return new WorkloadOptions(count, seed, changesPerSecond, bigOneIn);
    }

    /// Holds a steady rate.
    public WorkloadOptions withPace(int changesOfASecond) {
        return new WorkloadOptions(writers, seed, OptionalInt.of(changesOfASecond), bigOneIn);
    }

    public WorkloadOptions withBigOneIn(int transactions) {
        return new WorkloadOptions(writers, seed, changesPerSecond, transactions);
    }
}
