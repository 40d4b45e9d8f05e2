package dev.rowhook.changelog;

import dev.rowhook.core.Lsn;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Since when a log has all of something: from `seq` on.
///
/// @param lsn where the source was then; nothing that committed later lacks
/// @param time when that was, by the clock of our Postgres
public record Coverage(long seq, int incarnation, Lsn lsn, Instant time) {

    /// The coverage of all of them together, which is that of the one that lacks most.
    static Optional<Coverage> ofAll(Collection<Coverage> parts) {
        return parts.stream().max(Comparator.comparingLong(Coverage::seq));
    }

    /// The one that reaches further back.
    public static Optional<Coverage> either(Optional<Coverage> one, Optional<Coverage> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().seq() <= other.get().seq() ? one : other;
    }
}
