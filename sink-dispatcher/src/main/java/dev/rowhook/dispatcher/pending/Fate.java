package dev.rowhook.dispatcher.pending;

import java.time.Instant;

/// What becomes of a message that failed.
public sealed interface Fate {

    /// It has another turn.
    record TriedAgain(Instant at) implements Fate {}

    /// It has none, unless somebody redrives it.
    ///
    /// @param holds whether its groups wait for it
    record Dead(String reason, boolean holds) implements Fate {}
}
