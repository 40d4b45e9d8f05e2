package dev.rowhook.changelog;

import dev.rowhook.core.Lsn;

import java.time.Instant;

/// A place in a log, as people name it: what comes from there on is meant.
public sealed interface LogPlace {

    /// The change of this seq.
    record Seq(long seq) implements LogPlace {}

    /// The first change of the newest incarnation that was committed at this place in the source's
    /// WAL or after it.
    record Commit(Lsn lsn) implements LogPlace {}

    /// The first change that was committed at this time or after it, by the source's clock. Commit
    /// times do not rise strictly: what comes after it may be a little older.
    record Time(Instant time) implements LogPlace {}

    /// Behind the last change.
    record End() implements LogPlace {}
}
