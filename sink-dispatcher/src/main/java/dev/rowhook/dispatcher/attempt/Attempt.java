package dev.rowhook.dispatcher.attempt;

import dev.rowhook.dispatcher.http.Exchange;

import java.time.Instant;
import java.util.Optional;

/// One request of a sink, for its log.
///
/// @param seqs of its messages, rising
/// @param number the how manieth of the message, counted from 1, as far as is known
/// @param accepted whether its sink counts it as accepted, by its statuses
/// @param nextStep what follows, as a stable word
@SuppressWarnings("ArrayRecordComponent") // Written once and forgotten.
public record Attempt(
        Exchange exchange,
        long[] seqs,
        Kind kind,
        int number,
        boolean accepted,
        String nextStep,
        Optional<Instant> nextTry) {

    /// Why it was sent.
    public enum Kind {
        FIRST,
        /// A batch once more as it was, or a half of it.
        AGAIN,
        RETRY,
        /// While the breaker is open.
        PROBE,
        /// A person gave it another turn.
        REDRIVE
    }
}
