package dev.rowhook.api.sink;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.request.DurationJson;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import tools.jackson.databind.annotation.JsonSerialize;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// When a message that fails is given up; where neither is there, never.
record Exhaustion(
        @JsonProperty("max_age") @JsonSerialize(contentUsing = DurationJson.class)
                Optional<Duration> maxAge,
        @JsonProperty("max_attempts") Optional<Integer> maxAttempts) {
    private static final int MOST_ATTEMPTS = 100_000;

    static Supplier<Exhaustion> read(Fields retry, Supplier<Delays> delays) {
        Supplier<Optional<Duration>> maxAge =
                retry.nullable(
                        "max_age",
                        Readers.duration(Duration.ofSeconds(1), Duration.ofDays(30)),
                        Duration.ofDays(3));
        Supplier<Optional<Integer>> maxAttempts =
                retry.optional("max_attempts", Readers.integer(1, MOST_ATTEMPTS));
        if (retry.isFine()
                && maxAge.get().stream().anyMatch(age -> age.compareTo(delays.get().first()) < 0)) {
            retry.refuse(
                    "max_age",
                    "out_of_range",
                    "It is shorter than first_delay: nothing would ever be tried again.");
        }
        return () -> new Exhaustion(maxAge.get(), maxAttempts.get());
    }

    static Exhaustion of(SinkRecord sink) {
        return new Exhaustion(
                Optional.ofNullable(sink.getMaxAge()), Optional.ofNullable(sink.getMaxAttempts()));
    }

    void saveTo(SinkRecord sink) {
        sink.setMaxAge(maxAge.orElse(null));
        sink.setMaxAttempts(maxAttempts.orElse(null));
    }
}
