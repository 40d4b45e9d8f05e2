package dev.rowhook.api.database;

import dev.rowhook.core.Lsn;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a source says of a replication slot.
public sealed interface SlotReport {

    /// The slot is there.
    ///
    /// @param walStatus `reserved`, `extended`, `unreserved` or `lost`
    /// @param retainedBytes of WAL that the source keeps for it
    /// @param end where the source's WAL ends
    /// @param lag how long ago the source wrote what was confirmed last, where it knows
    /// @param awaitedStandbys slots of standbys that have to have the WAL before it is streamed,
    ///   and that nobody streams from
    record Found(
            boolean active,
            String walStatus,
            Optional<Long> retainedBytes,
            Optional<Lsn> confirmed,
            Lsn end,
            Optional<Duration> lag,
            List<String> awaitedStandbys)
            implements SlotReport {
        public Found {
            awaitedStandbys = List.copyOf(awaitedStandbys);
        }
    }

    /// There is no such slot.
    record Missing() implements SlotReport {}

    /// The source cannot be asked. `message` says why, without the driver's text.
    record Unreachable(String message) implements SlotReport {}
}
