package dev.rowhook.api.sink;

import dev.rowhook.api.database.Verdict;
import dev.rowhook.api.sink.SinkHealthAnswer.Lag;
import dev.rowhook.api.sink.SinkHealthAnswer.Reason;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges how a sink does. Pure.
final class SinkVerdict {
    private static final long LATE_SECONDS = 300;

    private final List<Reason> reasons = new ArrayList<>();
    private Verdict verdict = Verdict.HEALTHY;

    SinkVerdict(SinkAnswer sink, boolean endpointEnabled, SinkFacts facts, Optional<Lag> lag) {
        SinkAnswer.State state = sink.state();
        state.conditions()
                .forEach(condition ->
                        note(
                                condition.code().equals("filter_broken")
                                        ? Verdict.FAILING
                                        : Verdict.DEGRADED,
                                condition.code(),
                                condition.message()));
        if (!endpointEnabled) {
            note(Verdict.FAILING, "endpoint_disabled", "The endpoint is disabled.");
        }
        state.delivery().ifPresent(this::judge);
        if (state.status().equals("paused")) {
            note(Verdict.DEGRADED, "paused", "The sink is paused: all is kept, nothing is sent.");
        }
        if (state.status().equals(Delivery.DISABLED)) {
            note(
                    Verdict.DEGRADED,
                    "disabled",
                    "The sink is disabled: nothing is sent, and nothing is kept.");
        }
        if (state.state().equals("starting")) {
            note(Verdict.DEGRADED, "starting", "Not all tables are streamed yet.");
        }
        if (facts.sourceTold()) {
            note(
                    Verdict.DEGRADED,
                    "database_not_healthy",
                    "Look at GET /v1/databases/%s/health.".formatted(sink.database()));
        }
        state.position()
                .filter(position -> position.dead() > 0)
                .ifPresent(position ->
                        note(
                                Verdict.DEGRADED,
                                "dead_letters",
                                "%d messages were given up.".formatted(position.dead())));
        lag.flatMap(Lag::oldestAge)
                .filter(age -> age > LATE_SECONDS)
                .ifPresent(age ->
                        note(
                                Verdict.DEGRADED,
                                "late",
                                "The oldest change that is not accepted was committed %d s ago."
                                        .formatted(age)));
    }

    private void judge(SinkAnswer.EndpointView delivery) {
        if (delivery.breaker().equals("open")) {
            note(Verdict.FAILING, "breaker_open", "The endpoint does not take requests.");
        } else if (delivery.breaker().equals("half_open")) {
            note(Verdict.DEGRADED, "breaker_half_open", "The endpoint is being tried again.");
        }
    }

    Verdict verdict() {
        return verdict;
    }

    List<Reason> reasons() {
        return List.copyOf(reasons);
    }

    private void note(Verdict least, String code, String message) {
        verdict = verdict.or(least);
        reasons.add(new Reason(code, message));
    }
}
