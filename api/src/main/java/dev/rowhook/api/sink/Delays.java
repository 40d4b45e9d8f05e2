package dev.rowhook.api.sink;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.request.DurationJson;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import tools.jackson.databind.annotation.JsonSerialize;

import java.time.Duration;
import java.util.function.Supplier;

/// How long a message that failed waits for its next attempt.
record Delays(
        @JsonProperty("first_delay") @JsonSerialize(using = DurationJson.class) Duration first,
        @JsonProperty("max_delay") @JsonSerialize(using = DurationJson.class) Duration max) {
    private static final Duration SHORTEST = Duration.ofMillis(100);

    static Supplier<Delays> read(Fields retry) {
        Supplier<Duration> first =
                retry.optional(
                        "first_delay",
                        Readers.duration(SHORTEST, Duration.ofHours(1)),
                        Duration.ofSeconds(1));
        Supplier<Duration> max =
                retry.optional(
                        "max_delay",
                        Readers.duration(SHORTEST, Duration.ofDays(1)),
                        Duration.ofMinutes(10));
        if (retry.isFine() && max.get().compareTo(first.get()) < 0) {
            retry.refuse("max_delay", "out_of_range", "It is shorter than first_delay.");
        }
        return () -> new Delays(first.get(), max.get());
    }

    static Delays of(SinkRecord sink) {
        return new Delays(sink.getFirstDelay(), sink.getMaxDelay());
    }

    void saveTo(SinkRecord sink) {
        sink.setFirstDelay(first);
        sink.setMaxDelay(max);
    }
}
