package dev.rowhook.api.delivery.deadletter;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.core.OrderId;
import dev.rowhook.store.jooq.tables.records.SinkOrderRecord;

import java.time.Instant;
import java.util.Optional;

/// An order as answers show it.
///
/// @param state `waiting` until the sink's owner has done it, then `done`
/// @param affected how many dead letters it was done to, by now
/// @param requestedBy who ordered it
record OrderAnswer(
        String id,
        String action,
        String state,
        long affected,
        @JsonProperty("requested_by") Optional<String> requestedBy,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("done_at") Optional<Instant> doneAt) {

    static OrderAnswer of(SinkOrderRecord row) {
        Optional<Instant> doneAt = Optional.ofNullable(row.getDoneAt());
        return new OrderAnswer(
                new OrderId(row.getId()).toString(),
                row.getAction(),
                doneAt.isPresent() ? "done" : "waiting",
                Optional.ofNullable(row.getAffected()).orElse(0L),
                Optional.ofNullable(row.getRequestedBy()),
                row.getCreatedAt(),
                doneAt);
    }
}
