package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.http.Exchange;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.http.Wish;

import java.time.Instant;
import java.util.Optional;

/// Tells breaker, concurrency, gate, aging and counts of a worker what its endpoint did with a
/// request. Its callers hold the lock of the state.
final class EndpointHealth {
    private static final String ACCEPTED = "ok";
    private static final int GONE = 410;

    private final WorkerState state;

    EndpointHealth(WorkerState state) {
        this.state = state;
    }

    void accepted(Exchange exchange, int messages) {
        count(exchange, ACCEPTED, messages);
        state.endpointWorks();
        state.concurrency.fine();
        heed(exchange, new Verdict.Accepted());
    }

    void partly(Exchange exchange, int accepted, int failed) {
        state.counts.count(exchange.endedAt(), ACCEPTED, accepted);
        count(exchange, exchange.outcome().code(), failed);
        state.endpointWorks();
        state.concurrency.fine();
        heed(exchange, new Verdict.Accepted());
    }

    /// @param fresh whether the failure may say that the endpoint fails altogether
    void failed(
            Exchange exchange,
            Verdict verdict,
            int messages,
            boolean fresh,
            boolean probe,
            Instant now) {
        count(exchange, exchange.outcome().code(), messages);
        boolean wasClosed = state.breaker.isClosed();
        switch (verdict) {
            case Verdict.GiveUp(_, boolean seen) -> {
                if (seen) {
                    state.endpointWorks();
                    state.concurrency.fine();
                } else if (probe) {
                    state.breaker.probeUnused();
                }
            }
            case Verdict.Throttled(var pause) -> {
                state.concurrency.refused();
                state.gate.pause(now, pause.orElse(state.policy.retries().pauses().first()));
                if (probe) {
                    state.endpointWorks();
                }
            }
            case Verdict.Failed _, Verdict.Away _ -> {
                if (probe) {
                    state.breaker.probeFailed(now);
                    state.asked.report();
                } else if (fresh || verdict instanceof Verdict.Away) {
                    state.breaker.failed(now);
                }
                if (isOverload(exchange.outcome())) {
                    state.concurrency.overloaded();
                } else {
                    state.concurrency.fine();
                }
            }
            case Verdict.Accepted _, Verdict.Partly _ ->
                    throw new IllegalArgumentException("%s is no failure".formatted(verdict));
        }
        if (wasClosed && !state.breaker.isClosed()) {
            opened(now);
        }
        heed(exchange, verdict);
    }

    private void opened(Instant now) {
        state.concurrency.restart();
        state.aging.runs(false, now);
        state.asked.report();
        state.chores.signal();
    }

    private void heed(Exchange exchange, Verdict verdict) {
        // What the sink's own statuses say of a 410 goes first.
        boolean gone =
                exchange.outcome() instanceof Outcome.Refused(int status, _) && status == GONE;
        if (exchange.wish() == Wish.DISABLE && (!gone || verdict instanceof Verdict.Away)) {
            state.gate.disable();
            state.shut(Instant.MAX);
            state.aging.runs(false, state.clock.instant());
            state.asked.disable(gone);
            state.chores.signal();
        }
    }

    private void count(Exchange exchange, String code, int messages) {
        state.last = Optional.of(exchange.outcome());
        state.counts.count(exchange.endedAt(), code, messages);
    }

    private static boolean isOverload(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused(int status, _) -> status >= 502 && status <= 504;
            case Outcome.Unreachable(Outcome.Cause cause) ->
                    cause != Outcome.Cause.DNS_ERROR
                            && cause != Outcome.Cause.EGRESS_DENIED
                            && cause != Outcome.Cause.AUTH_TOKEN_FAILED;
            case Outcome.Accepted _, Outcome.Partly _, Outcome.Unsendable _ -> false;
        };
    }
}
