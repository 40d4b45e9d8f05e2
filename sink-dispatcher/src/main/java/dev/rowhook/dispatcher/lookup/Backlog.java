package dev.rowhook.dispatcher.lookup;

import java.time.Instant;
import java.util.Optional;

/// What the log has for a sink beyond where all is done.
///
/// @param messages at most; some of them may be on their way, or done out of turn
/// @param exact whether the sink wants all of these
/// @param since when the first change beyond that place was committed, wanted or not
public record Backlog(long messages, boolean exact, Optional<Instant> since) {
    static final Backlog NONE = new Backlog(0, true, Optional.empty());
}
