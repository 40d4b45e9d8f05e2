package dev.rowhook.api.sink;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import java.util.function.Supplier;

/// What becomes of a message that is too large.
///
/// @param action `dead_letter`, or `omit_columns`: it is sent without its largest values
record Oversize(
        @JsonProperty("max_message_bytes") int maxMessageBytes,
        @JsonProperty("on_oversize") String action) {

    static Supplier<Oversize> read(Fields fields) {
        Supplier<Integer> maxMessageBytes =
                fields.optional("max_message_bytes", Readers.integer(1 << 10, 64 << 20), 5 << 20);
        Supplier<String> action =
                fields.optional(
                        "on_oversize", Readers.oneOf("dead_letter", "omit_columns"), "dead_letter");
        return () -> new Oversize(maxMessageBytes.get(), action.get());
    }

    static Oversize of(SinkRecord sink) {
        return new Oversize(sink.getMaxMessageBytes(), sink.getOnOversize());
    }

    void saveTo(SinkRecord sink) {
        sink.setMaxMessageBytes(maxMessageBytes);
        sink.setOnOversize(action);
    }
}
