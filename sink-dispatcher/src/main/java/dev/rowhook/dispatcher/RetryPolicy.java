package dev.rowhook.dispatcher;

import dev.rowhook.core.delivery.StatusSet;
import dev.rowhook.dispatcher.http.Exchange;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.http.Wish;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a sink makes of outcomes, how long it tries, and what follows when that is over. Immutable.
///
/// @param maxAge so long a message is tried, counted from its first attempt while the endpoint
///   could be asked
/// @param accept statuses that count as accepted beside 2xx; they beat `discard`, and that `retry`
/// @param discard statuses by which a message is given up at once, as by a failed one that is not
///   in `retry`
record RetryPolicy(
        Backoff pauses,
        Optional<Duration> maxAge,
        OptionalInt maxAttempts,
        StatusSet retry,
        StatusSet accept,
        StatusSet discard,
        OnExhausted onExhausted) {
    static final String RETRIES_EXHAUSTED = "retries_exhausted";
    static final String STATUS_DISCARDED = "status_discarded";
    static final String RECEIVER_ABORTED = "receiver_aborted";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /// Tries for ever, whatever the endpoint answers.
    static RetryPolicy endless(Backoff pauses) {
        return new RetryPolicy(
                pauses,
                Optional.empty(),
                OptionalInt.empty(),
                StatusSet.parse(List.of("100-999")),
                StatusSet.parse(List.of()),
                StatusSet.parse(List.of()),
                OnExhausted.PARK_GROUP);
    }

    Verdict judge(Exchange exchange) {
        return switch (exchange.outcome()) {
            case Outcome.Accepted _ -> new Verdict.Accepted();
            case Outcome.Partly(_, var failed) -> new Verdict.Partly(failed);
            case Outcome.Refused(int status, var pause) -> refused(status, pause, exchange.wish());
            case Outcome.Unsendable _ -> new Verdict.GiveUp(exchange.outcome().code(), false);
            case Outcome.Unreachable _ ->
                    exchange.outcome().mayHaveBeenSeen()
                            ? new Verdict.Failed()
                            : new Verdict.Away();
        };
    }

    private Verdict refused(int status, Optional<Duration> pause, Wish wish) {
        if (accept.contains(status)) {
            return new Verdict.Accepted();
        }
        if (wish == Wish.ABORT_MESSAGE) {
            return new Verdict.GiveUp(RECEIVER_ABORTED, true);
        }
        if (discard.contains(status)) {
            return new Verdict.GiveUp(STATUS_DISCARDED, true);
        }
        if (wish == Wish.DISABLE) {
            return new Verdict.Away();
        }
        if (status == TOO_MANY_REQUESTS || (status == UNAVAILABLE && pause.isPresent())) {
            return new Verdict.Throttled(pause);
        }
        return retry.contains(status)
                ? new Verdict.Failed()
                : new Verdict.GiveUp(STATUS_DISCARDED, true);
    }

    /// Whether a message that failed so often and has been tried for so long is not tried again.
    boolean isExhausted(int attempts, Duration age) {
        return (maxAttempts.isPresent() && attempts >= maxAttempts.getAsInt())
                || maxAge.filter(max -> age.compareTo(max) >= 0).isPresent();
    }
}
