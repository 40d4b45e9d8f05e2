package dev.rowhook.api.sink;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.delivery.StatusSet;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import java.util.List;
import java.util.function.Supplier;

/// What an answer's status means, as lists that [StatusSet] reads: `accept` beats `discard`, which
/// beats `retry`; a failed status in none of them is given up at once.
record StatusRules(
        @JsonProperty("retry_statuses") List<String> retry,
        @JsonProperty("accept_statuses") List<String> accept,
        @JsonProperty("discard_statuses") List<String> discard) {
    private static final int MAX_ENTRIES = 100;
    private static final int MAX_LENGTH = 20;
    private static final List<String> ALL = List.of("100-999");

    StatusRules {
        retry = List.copyOf(retry);
        accept = List.copyOf(accept);
        discard = List.copyOf(discard);
    }

    static Supplier<StatusRules> read(Fields fields) {
        Supplier<List<String>> retry = fields.optional("retry_statuses", reader(), ALL);
        Supplier<List<String>> accept = fields.optional("accept_statuses", reader(), List.of());
        Supplier<List<String>> discard = fields.optional("discard_statuses", reader(), List.of());
        return () -> new StatusRules(retry.get(), accept.get(), discard.get());
    }

    private static FieldReader<List<String>> reader() {
        return Readers.list(0, MAX_ENTRIES, Readers.text(MAX_LENGTH))
                .then(entries -> {
                    try {
                        StatusSet.parse(entries);
                        return entries;
                    } catch (IllegalArgumentException e) {
                        throw new InvalidFieldException(
                                "invalid_status", String.valueOf(e.getMessage()));
                    }
                });
    }

    static StatusRules of(SinkRecord sink) {
        return new StatusRules(
                List.of(sink.getRetryStatuses()),
                List.of(sink.getAcceptStatuses()),
                List.of(sink.getDiscardStatuses()));
    }

    void saveTo(SinkRecord sink) {
        sink.setRetryStatuses(retry.toArray(String[]::new));
        sink.setAcceptStatuses(accept.toArray(String[]::new));
        sink.setDiscardStatuses(discard.toArray(String[]::new));
    }
}
