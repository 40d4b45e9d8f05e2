package dev.rowhook.api.live;

import java.util.Locale;

/// What an event tells.
enum EventKind {
    /// How a sink is.
    STATE,
    /// Counts of the last minutes.
    COUNTS,
    /// A delivery attempt.
    ATTEMPT,
    /// How far a backfill is.
    PROGRESS,
    /// How many attempts are not shown.
    DROPPED,
    /// Why the stream ends.
    END;

    /// Its name in streams.
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
