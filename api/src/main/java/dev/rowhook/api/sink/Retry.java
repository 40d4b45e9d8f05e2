package dev.rowhook.api.sink;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import java.util.function.Supplier;

/// What becomes of a message that failed.
///
/// @param onExhausted what happens when it is given up: `park_group`, `continue` or `pause_sink`
record Retry(
        @JsonUnwrapped Delays delays,
        @JsonUnwrapped Exhaustion exhaustion,
        @JsonProperty("on_exhausted") String onExhausted,
        @JsonUnwrapped StatusRules statuses) {

    static Supplier<Retry> read(Fields retry) {
        Supplier<Delays> delays = Delays.read(retry);
        Supplier<Exhaustion> exhaustion = Exhaustion.read(retry, delays);
        Supplier<String> onExhausted =
                retry.optional(
                        "on_exhausted",
                        Readers.oneOf("park_group", "continue", "pause_sink"),
                        "park_group");
        Supplier<StatusRules> statuses = StatusRules.read(retry);
        return () -> new Retry(delays.get(), exhaustion.get(), onExhausted.get(), statuses.get());
    }

    static Retry of(SinkRecord sink) {
        return new Retry(
                Delays.of(sink), Exhaustion.of(sink), sink.getOnExhausted(), StatusRules.of(sink));
    }

    void saveTo(SinkRecord sink) {
        delays.saveTo(sink);
        exhaustion.saveTo(sink);
        sink.setOnExhausted(onExhausted);
        statuses.saveTo(sink);
    }
}
