package dev.rowhook.api.backfill;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.request.DurationJson;

import tools.jackson.databind.annotation.JsonSerialize;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A backfill as answers show it.
///
/// @param sink the name of the sink
/// @param origin `request`, `sink`, `schedule` or `mend`
/// @param status `active`, `paused`, `completed`, `cancelled` or `failed`
/// @param rows of all its tables
record BackfillAnswer(
        String id,
        String sink,
        @JsonProperty("sink_id") String sinkId,
        String origin,
        @JsonProperty("schedule_id") Optional<String> scheduleId,
        String status,
        List<Table> tables,
        RowCounts rows,
        Optional<String> filter,
        @JsonProperty("sort_column") Optional<String> sortColumn,
        @JsonProperty("start_position") Optional<String> start,
        @JsonProperty("end_position") Optional<String> end,
        boolean marks,
        @JsonProperty("rows_per_second") Optional<Integer> rowsPerSecond,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("ended_at") Optional<Instant> endedAt) {

    BackfillAnswer {
        tables = List.copyOf(tables);
    }

    /// How far a table is.
    ///
    /// @param state `waiting`, `active`, `completed` or `failed`
    /// @param rate rows a second
    /// @param timeLeft until all rows are read
    /// @param error what is the matter, until it is mended
    record Table(
            String table,
            String state,
            RowCounts rows,
            Optional<Double> rate,
            @JsonProperty("time_left") @JsonSerialize(contentUsing = DurationJson.class)
                    Optional<Duration> timeLeft,
            Optional<Trouble> error,
            @JsonProperty("started_at") Optional<Instant> startedAt,
            @JsonProperty("completed_at") Optional<Instant> completedAt) {}

    /// What is the matter with a table, and how to mend it.
    record Trouble(String code, String message, String remedy, Instant since) {}
}
