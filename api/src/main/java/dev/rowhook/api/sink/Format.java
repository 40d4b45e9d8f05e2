package dev.rowhook.api.sink;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import java.util.function.Supplier;

/// How messages are written.
///
/// @param envelope `native`, `cloudevents` or `cloudevents_binary`
record Format(
        @JsonProperty("format") String envelope,
        @JsonProperty("timestamp_format") String timestamps,
        @JsonProperty("bigint_as_string") boolean bigintAsString,
        String compression) {

    static Supplier<Format> read(Fields fields, Supplier<Target> target) {
        Supplier<String> envelope =
                fields.optional(
                        "format",
                        Readers.oneOf("native", "cloudevents", "cloudevents_binary"),
                        "native");
        Supplier<String> timestamps =
                fields.optional(
                        "timestamp_format",
                        Readers.oneOf("iso8601", "unix_microsecond"),
                        "iso8601");
        Supplier<Boolean> bigintAsString =
                fields.optional("bigint_as_string", Readers.flag(), false);
        Supplier<String> compression =
                fields.optional("compression", Readers.oneOf("none", "gzip"), "none");
        if (fields.isFine()
                && envelope.get().equals("cloudevents_binary")
                && target.get().batch()) {
            fields.refuse(
                    "format",
                    "not_batched",
                    "With destination.batch it can be native or cloudevents: in binary mode a"
                            + " request holds one event.");
        }
        return () ->
                new Format(
                        envelope.get(), timestamps.get(), bigintAsString.get(), compression.get());
    }

    static Format of(SinkRecord sink) {
        return new Format(
                sink.getFormat(),
                sink.getTimestampFormat(),
                sink.getBigintAsString(),
                sink.getCompression());
    }

    void saveTo(SinkRecord sink) {
        sink.setFormat(envelope);
        sink.setTimestampFormat(timestamps);
        sink.setBigintAsString(bigintAsString);
        sink.setCompression(compression);
    }
}
