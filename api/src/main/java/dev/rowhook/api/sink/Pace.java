package dev.rowhook.api.sink;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.request.DurationJson;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import tools.jackson.databind.annotation.JsonSerialize;

import java.time.Duration;
import java.util.function.Supplier;

/// How many requests are made at a time, and how long each may take.
record Pace(
        @JsonProperty("request_timeout") @JsonSerialize(using = DurationJson.class)
                Duration requestTimeout,
        @JsonProperty("max_in_flight") int maxInFlight) {

    static Supplier<Pace> read(Fields fields) {
        Supplier<Duration> requestTimeout =
                fields.optional(
                        "request_timeout",
                        Readers.duration(Duration.ofSeconds(1), Duration.ofMinutes(5)),
                        Duration.ofSeconds(30));
        Supplier<Integer> maxInFlight =
                fields.optional("max_in_flight", Readers.integer(1, 1000), 50);
        return () -> new Pace(requestTimeout.get(), maxInFlight.get());
    }

    static Pace of(SinkRecord sink) {
        return new Pace(sink.getRequestTimeout(), sink.getMaxInFlight());
    }

    void saveTo(SinkRecord sink) {
        sink.setRequestTimeout(requestTimeout);
        sink.setMaxInFlight(maxInFlight);
    }
}
