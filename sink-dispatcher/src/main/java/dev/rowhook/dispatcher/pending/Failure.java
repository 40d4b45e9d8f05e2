package dev.rowhook.dispatcher.pending;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// How a message failed alone, for the nth time, and what becomes of it.
///
/// @param agingFrom where the aging of its sink stood at its first attempt; empty if it had none
public record Failure(
        int attempts,
        Instant at,
        Optional<Duration> agingFrom,
        String code,
        OptionalInt status,
        Fate fate) {

    /// Whether its groups wait for it.
    public boolean holds() {
        return !(fate instanceof Fate.Dead(_, boolean holds)) || holds;
    }

    /// When it has its next turn, if it has one.
    public Optional<Instant> nextTry() {
        return fate instanceof Fate.TriedAgain(Instant next) ? Optional.of(next) : Optional.empty();
    }
}
