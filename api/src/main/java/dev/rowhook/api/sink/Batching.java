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

/// How many messages a request may hold.
///
/// @param timeout how long a batch that is not full waits for more
record Batching(
        @JsonProperty("batch_size") int size,
        @JsonProperty("batch_bytes") int bytes,
        @JsonProperty("batch_timeout") @JsonSerialize(using = DurationJson.class)
                Duration timeout) {
    private static final int DEFAULT_SIZE = 100;

    static Supplier<Batching> read(Fields fields, Supplier<Target> target) {
        Supplier<Optional<Integer>> size = fields.optional("batch_size", Readers.integer(1, 1000));
        Supplier<Integer> bytes =
                fields.optional("batch_bytes", Readers.integer(1 << 10, 16 << 20), 1 << 20);
        Supplier<Duration> timeout =
                fields.optional(
                        "batch_timeout",
                        Readers.duration(Duration.ZERO, Duration.ofMinutes(1)),
                        Duration.ZERO);
        if (fields.isFine() && !target.get().batch()) {
            checkSingle(fields, size.get(), timeout.get());
        }
        return () ->
                new Batching(
                        size.get().orElse(target.get().batch() ? DEFAULT_SIZE : 1),
                        bytes.get(),
                        timeout.get());
    }

    private static void checkSingle(Fields fields, Optional<Integer> size, Duration timeout) {
        if (size.orElse(1) > 1) {
            fields.refuse(
                    "batch_size", "out_of_range", "Without destination.batch it can only be 1.");
        }
        if (timeout.isPositive()) {
            fields.refuse(
                    "batch_timeout",
                    "out_of_range",
                    "Without destination.batch it can only be 0ms.");
        }
    }

    static Batching of(SinkRecord sink) {
        return new Batching(sink.getBatchSize(), sink.getBatchBytes(), sink.getBatchTimeout());
    }

    void saveTo(SinkRecord sink) {
        sink.setBatchSize(size);
        sink.setBatchBytes(bytes);
        sink.setBatchTimeout(timeout);
    }
}
