package dev.rowhook.dispatcher;

import dev.rowhook.core.delivery.StatusSet;
import dev.rowhook.store.jooq.tables.records.HttpEndpointRecord;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads how sinks are delivered from the rows of their settings.
final class SinkPolicies {
    private SinkPolicies() {}

    /// @throws IllegalArgumentException if a list of statuses cannot be read
    static SinkPolicy of(SinkRecord sink, HttpEndpointRecord endpoint) {
        return new SinkPolicy(
                pace(sink),
                retries(sink),
                endpoint.getBreakerFailures(),
                new Backoff(endpoint.getBreakerFirstPause(), endpoint.getBreakerMaxPause()),
                sink.getDeadLetterRetention());
    }

    private static Pace pace(SinkRecord sink) {
        return new Pace(
                sink.getBatch() ? sink.getBatchSize() : 1,
                sink.getBatchBytes(),
                sink.getBatchTimeout(),
                sink.getMaxInFlight(),
                sink.getGroupBy().equals("sink"));
    }

    private static RetryPolicy retries(SinkRecord sink) {
        @Nullable Integer maxAttempts = sink.getMaxAttempts();
        return new RetryPolicy(
                new Backoff(sink.getFirstDelay(), sink.getMaxDelay()),
                Optional.ofNullable(sink.getMaxAge()),
                maxAttempts == null ? OptionalInt.empty() : OptionalInt.of(maxAttempts),
                StatusSet.parse(List.of(sink.getRetryStatuses())),
                StatusSet.parse(List.of(sink.getAcceptStatuses())),
                StatusSet.parse(List.of(sink.getDiscardStatuses())),
                OnExhausted.valueOf(sink.getOnExhausted().toUpperCase(Locale.ROOT)));
    }

    /// What the endpoint's settings say to all of its sinks.
    static EndpointStanding standing(HttpEndpointRecord endpoint) {
        Optional<Duration> interval =
                Optional.ofNullable(endpoint.getRatePer())
                        .map(per -> per.dividedBy(endpoint.getRateRequests()));
        return new EndpointStanding(
                endpoint.getStatus().equals("disabled"), endpoint.getStatusSince(), interval);
    }
}
