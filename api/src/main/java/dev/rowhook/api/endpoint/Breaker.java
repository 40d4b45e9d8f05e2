package dev.rowhook.api.endpoint;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.request.DurationJson;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;

import tools.jackson.databind.annotation.JsonSerialize;

import java.time.Duration;
import java.util.function.Supplier;

/// After how many failures in a row nothing is sent any more, and how long until it is tried again:
/// at first, and in the end.
record Breaker(
        int failures,
        @JsonProperty("first_pause") @JsonSerialize(using = DurationJson.class) Duration firstPause,
        @JsonProperty("max_pause") @JsonSerialize(using = DurationJson.class) Duration maxPause) {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    static Supplier<Breaker> read(Fields fields) {
        Supplier<Integer> failures = fields.optional("failures", Readers.integer(1, 1000), 5);
        Supplier<Duration> firstPause =
                fields.optional(
                        "first_pause", Readers.duration(SHORTEST, LONGEST), Duration.ofSeconds(1));
        Supplier<Duration> maxPause =
                fields.optional(
                        "max_pause", Readers.duration(SHORTEST, LONGEST), Duration.ofSeconds(30));
        if (fields.isFine() && maxPause.get().compareTo(firstPause.get()) < 0) {
            fields.refuse("max_pause", "out_of_range", "It is shorter than first_pause.");
        }
        return () -> new Breaker(failures.get(), firstPause.get(), maxPause.get());
    }
}
