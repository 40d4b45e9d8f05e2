package dev.rowhook.api.endpoint;

import dev.rowhook.api.request.DurationJson;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;

import tools.jackson.databind.annotation.JsonSerialize;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// How many requests an endpoint gets at most in a time, from each node.
record RateLimit(int requests, @JsonSerialize(using = DurationJson.class) Duration per) {
    private static final int MOST = 1_000_000;

    static Supplier<Optional<RateLimit>> read(Fields fields) {
        Fields limit = fields.object("rate_limit");
        Supplier<Optional<Integer>> requests = limit.optional("requests", Readers.integer(1, MOST));
        Supplier<Duration> per =
                limit.optional(
                        "per",
                        Readers.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
                        Duration.ofSeconds(1));
        if (limit.hasValue("per") && !limit.hasValue("requests")) {
            limit.refuse("requests", "required", "The field is missing.");
        }
        return () -> requests.get().map(count -> new RateLimit(count, per.get()));
    }
}
