package dev.rowhook.api.sink;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import java.util.function.Supplier;

/// How messages are sent, and whether they are: what can be changed while a sink runs.
///
/// As JSON it is what requests hold, and so are its parts.
///
/// @param status `active`; `paused`: nothing is sent, and all is kept; or `disabled`: nothing is
///   sent, and nothing is kept
record Delivery(String status, Target destination, @JsonUnwrapped Sending sending) {
    static final String DISABLED = "disabled";

    /// @param destination the fields of `destination` within `fields`
    static Supplier<Delivery> read(Fields fields, Fields destination) {
        Supplier<String> status =
                fields.optional("status", Readers.oneOf("active", "paused", DISABLED), "active");
        Supplier<Target> target = Target.read(destination);
        Supplier<Sending> sending = Sending.read(fields, target);
        return () -> new Delivery(status.get(), target.get(), sending.get());
    }

    static Delivery of(SinkRecord sink) {
        return new Delivery(sink.getStatus(), Target.of(sink), Sending.of(sink));
    }

    void saveTo(SinkRecord sink) {
        sink.setStatus(status);
        destination.saveTo(sink);
        sending.saveTo(sink);
    }
}
