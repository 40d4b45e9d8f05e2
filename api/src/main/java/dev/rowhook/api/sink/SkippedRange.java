package dev.rowhook.api.sink;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.changelog.SinkSkips;
import dev.rowhook.core.Lsn;
import dev.rowhook.store.jooq.tables.records.SinkSkipRecord;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

/// From one place to another a sink was sent nothing but what had been sent before, failed or
/// waits.
///
/// @param cause `sink_disabled`, or `log_full`: it was the oldest of a full log, and was given up
/// @param messages so many were not sent at most; empty while the sink is disabled
record SkippedRange(
        String cause,
        Place from,
        Optional<Place> until,
        Optional<Long> messages,
        @JsonProperty("began_at") Instant beganAt,
        @JsonProperty("ended_at") Optional<Instant> endedAt) {

    /// A place in the log; where that was in the source, and when, is known of a log that was full.
    record Place(
            long seq,
            Optional<String> lsn,
            @JsonProperty("committed_at") Optional<Instant> committedAt) {}

    static SkippedRange of(SinkSkipRecord row) {
        return new SkippedRange(
                row.getCause(),
                new Place(
                        row.getFromSeq(),
                        lsn(row.getFromLsn()),
                        Optional.ofNullable(row.getFromTime())),
                Optional.ofNullable(row.getUntilSeq())
                        .map(seq ->
                                new Place(
                                        seq,
                                        lsn(row.getUntilLsn()),
                                        Optional.ofNullable(row.getUntilTime()))),
                SinkSkips.most(row),
                row.getBeganAt(),
                Optional.ofNullable(row.getEndedAt()));
    }

    private static Optional<String> lsn(@Nullable Long lsn) {
        return Optional.ofNullable(lsn).map(value -> new Lsn(value).toString());
    }
}
