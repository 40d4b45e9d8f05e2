package dev.rowhook.api.sink;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.rowhook.api.request.Fields;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import java.util.function.Supplier;

/// How a sink makes requests of messages, and what becomes of those that fail.
record Sending(
        @JsonUnwrapped Batching batching,
        @JsonUnwrapped Pace pace,
        Retry retry,
        @JsonUnwrapped Format format,
        @JsonUnwrapped Oversize oversize,
        @JsonUnwrapped Retention retention) {

    static Supplier<Sending> read(Fields fields, Supplier<Target> target) {
        Supplier<Batching> batching = Batching.read(fields, target);
        Supplier<Pace> pace = Pace.read(fields);
        Supplier<Retry> retry = Retry.read(fields.object("retry"));
        Supplier<Format> format = Format.read(fields, target);
        Supplier<Oversize> oversize = Oversize.read(fields);
        Supplier<Retention> retention = Retention.read(fields);
        return () ->
                new Sending(
                        batching.get(),
                        pace.get(),
                        retry.get(),
                        format.get(),
                        oversize.get(),
                        retention.get());
    }

    static Sending of(SinkRecord sink) {
        return new Sending(
                Batching.of(sink),
                Pace.of(sink),
                Retry.of(sink),
                Format.of(sink),
                Oversize.of(sink),
                Retention.of(sink));
    }

    void saveTo(SinkRecord sink) {
        batching.saveTo(sink);
        pace.saveTo(sink);
        retry.saveTo(sink);
        format.saveTo(sink);
        oversize.saveTo(sink);
        retention.saveTo(sink);
    }
}
