package dev.rowhook.api.delivery.replay;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.core.ReplayId;
import dev.rowhook.store.jooq.tables.records.SinkCursorRecord;
import dev.rowhook.store.jooq.tables.records.SinkReplayRecord;

import java.time.Instant;
import java.util.Optional;

/// A replay as answers show it.
///
/// @param state `waiting` until the sink's owner has set it back; `running` until the sink is where
///   it was, then `completed`; `superseded` if another one began before that; `refused`, and then
///   `reason` says why
/// @param run counts the replays of the sink
/// @param from the seq from which on everything is sent again
/// @param until the last seq of the log when the sink was set back: what follows is sent for the
///   first time
/// @param mark all up to this seq is done by now
record ReplayAnswer(
        String id,
        String state,
        Optional<String> reason,
        Optional<Integer> run,
        String ids,
        Optional<Long> from,
        Optional<Long> until,
        long mark,
        @JsonProperty("requested_by") Optional<String> requestedBy,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("done_at") Optional<Instant> doneAt) {

    static ReplayAnswer of(SinkReplayRecord row, SinkCursorRecord cursor) {
        return new ReplayAnswer(
                new ReplayId(row.getId()).toString(),
                state(row, cursor),
                Optional.ofNullable(row.getRefused()),
                Optional.ofNullable(row.getRun()),
                row.getNewIds() ? "new" : "same",
                Optional.ofNullable(row.getFromSeq()),
                Optional.ofNullable(row.getUntilSeq()),
                cursor.getMark(),
                Optional.ofNullable(row.getRequestedBy()),
                row.getCreatedAt(),
                Optional.ofNullable(row.getDoneAt()));
    }

    private static String state(SinkReplayRecord row, SinkCursorRecord cursor) {
        if (row.getDoneAt() == null) {
            return "waiting";
        }
        if (row.getRefused() != null) {
            return "refused";
        }
        if (cursor.getMark() >= row.getUntilSeq()) {
            return "completed";
        }
        return row.getRun().equals(cursor.getReplayRun()) ? "running" : "superseded";
    }
}
