package dev.rowhook.api.sink;

import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// How messages are sent, and whether they are: what can be changed while a sink runs.
///
/// @param status `active`, or `paused`: nothing is sent, and all is kept
record Delivery(
        String status,
        String path,
        boolean batch,
        int batchSize,
        Duration requestTimeout,
        int maxInFlight,
        Duration firstDelay,
        Duration maxDelay) {

    /// @param destination the fields of `destination` within `fields`
    static Supplier<Delivery> read(Fields fields, Fields destination) {
        Supplier<String> status =
                fields.optional("status", Readers.oneOf("active", "paused"), "active");
        Supplier<String> path = destination.optional("path", SinkPath.reader(), "");
        Supplier<Boolean> batch = destination.optional("batch", Readers.flag(), false);
        Supplier<Optional<Integer>> batchSize =
                fields.optional("batch_size", Readers.integer(1, 1000));
        Supplier<Duration> requestTimeout =
                fields.optional(
                        "request_timeout",
                        Readers.duration(Duration.ofSeconds(1), Duration.ofMinutes(5)),
                        Duration.ofSeconds(30));
        Supplier<Integer> maxInFlight =
                fields.optional("max_in_flight", Readers.integer(1, 1000), 50);
        Fields retry = fields.object("retry");
        Supplier<Duration> firstDelay =
                retry.optional(
                        "first_delay",
                        Readers.duration(Duration.ofMillis(100), Duration.ofHours(1)),
                        Duration.ofSeconds(1));
        Supplier<Duration> maxDelay =
                retry.optional(
                        "max_delay",
                        Readers.duration(Duration.ofMillis(100), Duration.ofDays(1)),
                        Duration.ofMinutes(10));
        if (fields.isFine()) {
            checkTogether(fields, batch.get(), batchSize.get());
            if (maxDelay.get().compareTo(firstDelay.get()) < 0) {
                retry.refuse("max_delay", "out_of_range", "It is shorter than first_delay.");
            }
        }
        return () ->
                new Delivery(
                        status.get(),
                        path.get(),
                        batch.get(),
                        batchSize.get().orElse(batch.get() ? 100 : 1),
                        requestTimeout.get(),
                        maxInFlight.get(),
                        firstDelay.get(),
                        maxDelay.get());
    }

    private static void checkTogether(Fields fields, boolean batch, Optional<Integer> batchSize) {
        if (!batch && batchSize.orElse(1) > 1) {
            fields.refuse(
                    "batch_size", "out_of_range", "Without destination.batch it can only be 1.");
        }
    }
}
