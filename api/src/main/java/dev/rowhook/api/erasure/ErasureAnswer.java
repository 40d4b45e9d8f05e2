package dev.rowhook.api.erasure;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.ErasureId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.store.jooq.tables.records.ErasureRecord;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An erasure as answers show it. What the key was, they do not.
///
/// @param status `pending`, `running`, `done`, or `failed`, and then `reason` says why
/// @param erased what was blanked until now
/// @param unknown how many changes of the table could not be compared with the key, and are as they
///   were
record ErasureAnswer(
        String id,
        @JsonProperty("database_id") String databaseId,
        String table,
        @JsonProperty("key_columns") List<String> keyColumns,
        String status,
        Optional<String> reason,
        Erased erased,
        long unknown,
        @JsonProperty("requested_by") String requestedBy,
        @JsonProperty("requested_at") Instant requestedAt,
        @JsonProperty("started_at") Optional<Instant> startedAt,
        @JsonProperty("ended_at") Optional<Instant> endedAt) {

    ErasureAnswer {
        keyColumns = List.copyOf(keyColumns);
    }

    /// @param changes of the log
    /// @param pending messages that had failed, or waited behind one that had
    /// @param attempts whose headers and answers are gone
    record Erased(
            long changes,
            long pending,
            @JsonProperty("dead_letters") long deadLetters,
            long attempts) {}

    static ErasureAnswer of(ErasureRecord row) {
        return new ErasureAnswer(
                new ErasureId(row.getId()).toString(),
                new DatabaseId(row.getDatabaseId()).toString(),
                new TableName(row.getSchemaName(), row.getTableName()).toString(),
                List.of(row.getKeyColumns()),
                row.getStatus(),
                Optional.ofNullable(row.getReason()),
                new Erased(
                        row.getChanges(),
                        row.getPending(),
                        row.getDeadLetters(),
                        row.getAttempts()),
                row.getUnknown(),
                row.getRequestedBy(),
                row.getRequestedAt(),
                Optional.ofNullable(row.getStartedAt()),
                Optional.ofNullable(row.getEndedAt()));
    }
}
