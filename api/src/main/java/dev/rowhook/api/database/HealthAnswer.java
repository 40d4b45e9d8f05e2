package dev.rowhook.api.database;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a database does.
///
/// @param reasons why the verdict is not `healthy`
/// @param log null until the database is first streamed
record HealthAnswer(
        @JsonProperty("database_id") String databaseId,
        Verdict verdict,
        List<Reason> reasons,
        String state,
        List<DatabaseAnswer.Condition> conditions,
        Reader reader,
        Slot slot,
        Optional<Log> log,
        @JsonProperty("checked_at") Instant checkedAt) {

    HealthAnswer {
        reasons = List.copyOf(reasons);
        conditions = List.copyOf(conditions);
    }

    /// One thing that is the matter.
    record Reason(String code, String message) {}

    /// Who reads the slot, and how far it is.
    ///
    /// @param owned whether a node looks after the database
    /// @param settingsApplied whether the newest settings are in effect
    /// @param lsn up to where the source was read; null before the first time
    /// @param movedAt when it last moved
    record Reader(
            boolean owned,
            @JsonProperty("settings_applied") boolean settingsApplied,
            Optional<String> lsn,
            @JsonProperty("moved_at") Optional<Instant> movedAt) {}

    /// The replication slot. All but its name is null if the source could not be asked.
    ///
    /// @param reason why it could not be asked
    /// @param lagBytes of WAL between what was read and the end
    /// @param lagSeconds how old what was confirmed last is, where the source knows
    record Slot(
            String name,
            boolean asked,
            Optional<String> reason,
            Optional<Boolean> exists,
            Optional<Boolean> active,
            @JsonProperty("wal_status") Optional<String> walStatus,
            @JsonProperty("retained_bytes") Optional<Long> retainedBytes,
            @JsonProperty("confirmed_lsn") Optional<String> confirmedLsn,
            @JsonProperty("lag_bytes") Optional<Long> lagBytes,
            @JsonProperty("lag_seconds") Optional<Double> lagSeconds) {}

    /// The log: what it keeps of the source's changes.
    ///
    /// @param oldest the first change that it has; null if it has none
    record Log(
            int segments,
            long bytes,
            Optional<Oldest> oldest,
            @JsonProperty("next_seq") long nextSeq) {}

    /// A change of the log.
    record Oldest(long seq, @JsonProperty("committed_at") Instant committedAt) {}
}
