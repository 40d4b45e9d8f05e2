package dev.rowhook.api.sink;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.request.DurationJson;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import tools.jackson.databind.annotation.JsonSerialize;

import java.time.Duration;
import java.util.function.Supplier;

/// How long is kept what is told of deliveries, and what could not be delivered.
record Retention(
        @JsonProperty("attempt_retention") @JsonSerialize(using = DurationJson.class)
                Duration attempts,
        @JsonProperty("dead_letter_retention") @JsonSerialize(using = DurationJson.class)
                Duration deadLetters) {

    static Supplier<Retention> read(Fields fields) {
        Supplier<Duration> attempts =
                fields.optional(
                        "attempt_retention",
                        Readers.duration(Duration.ofHours(1), Duration.ofDays(90)),
                        Duration.ofDays(7));
        Supplier<Duration> deadLetters =
                fields.optional(
                        "dead_letter_retention",
                        Readers.duration(Duration.ofDays(1), Duration.ofDays(365)),
                        Duration.ofDays(30));
        return () -> new Retention(attempts.get(), deadLetters.get());
    }

    static Retention of(SinkRecord sink) {
        return new Retention(sink.getAttemptRetention(), sink.getDeadLetterRetention());
    }

    void saveTo(SinkRecord sink) {
        sink.setAttemptRetention(attempts);
        sink.setDeadLetterRetention(deadLetters);
    }
}
