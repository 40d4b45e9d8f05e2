package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.http.Exchange;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.pending.Failure;
import dev.rowhook.dispatcher.pending.Fate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/// Says what becomes of a message that failed alone. Immutable, apart from what it is given.
final class FailureRules {
    private final RetryPolicy policy;
    private final RandomGenerator random;

    FailureRules(RetryPolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
    }

    /// @param attempts that failed before
    /// @param agingFrom where the aging of the sink stood at the first of them
    /// @param aging where it stands now
    Failure of(
            int attempts,
            Optional<Duration> agingFrom,
            Exchange exchange,
            Verdict verdict,
            Duration aging,
            Instant now) {
        boolean counts = verdict instanceof Verdict.Failed || verdict instanceof Verdict.GiveUp;
        int made = counts ? attempts + 1 : attempts;
        Optional<Duration> from =
                made == 0 ? Optional.empty() : agingFrom.or(() -> Optional.of(aging));
        Duration age = from.map(aging::minus).orElse(Duration.ZERO);
        return new Failure(
                made,
                now,
                from,
                exchange.outcome().code(),
                status(exchange.outcome()),
                fate(made, age, verdict, now));
    }

    private Fate fate(int attempts, Duration age, Verdict verdict, Instant now) {
        Duration pause = policy.pauses().delay(Math.max(1, attempts), random);
        return switch (verdict) {
            case Verdict.GiveUp(String reason, _) -> givenUp(reason, now);
            // The pause that the endpoint asked for is kept by its gate.
            case Verdict.Throttled _ -> new Fate.TriedAgain(now.plus(pause));
            default ->
                    policy.isExhausted(attempts, age)
                            ? givenUp(RetryPolicy.RETRIES_EXHAUSTED, now)
                            : new Fate.TriedAgain(now.plus(pause));
        };
    }

    private Fate givenUp(String reason, Instant now) {
        return switch (policy.onExhausted()) {
            case PARK_GROUP -> new Fate.Dead(reason, true);
            case CONTINUE -> new Fate.Dead(reason, false);
            // Its sink is paused, and this comes first when it goes on.
            case PAUSE_SINK -> new Fate.TriedAgain(now);
        };
    }

    /// Whether the sink is to be paused for it.
    boolean pauses(Failure failure, Verdict verdict, Duration aging) {
        if (policy.onExhausted() != OnExhausted.PAUSE_SINK) {
            return false;
        }
        Duration age = failure.agingFrom().map(aging::minus).orElse(Duration.ZERO);
        return verdict instanceof Verdict.GiveUp || policy.isExhausted(failure.attempts(), age);
    }

    private static OptionalInt status(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused(int status, _) -> OptionalInt.of(status);
            case Outcome.Partly(int status, _) -> OptionalInt.of(status);
            default -> OptionalInt.empty();
        };
    }
}
