package dev.rowhook.api.delivery;

import dev.rowhook.changelog.LogPoint;
import dev.rowhook.core.Lsn;

import java.time.Instant;
import java.util.Optional;

/// A place in the log of a database, by all its names.
///
/// @param lsn empty if LSNs of its incarnation compare no more
/// @param time when its change was committed; empty behind the last one
public record PlaceAnswer(long seq, Optional<String> lsn, Optional<Instant> time) {

    public static PlaceAnswer of(LogPoint point) {
        return new PlaceAnswer(point.seq(), point.lsn().map(Lsn::toString), point.time());
    }

    /// In words.
    public String words() {
        return "seq %d%s%s"
                .formatted(
                        seq,
                        lsn.map(text -> ", LSN " + text).orElse(""),
                        time.map(when -> ", " + when).orElse(""));
    }
}
