package dev.rowhook.api.job;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/// A job, wherever it is kept.
///
/// @param requestedBy null if nobody is noted with it: the audit log knows
/// @param done how far it is, of `total`, where that is known
record JobRow(
        UUID id,
        JobKind kind,
        String status,
        @Nullable UUID database,
        @Nullable String databaseName,
        @Nullable UUID sink,
        @Nullable String sinkName,
        @Nullable String requestedBy,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String reason,
        @Nullable Long done,
        @Nullable Long total) {}
