package dev.rowhook.api.delivery.deadletter;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.time.Instant;
import java.util.Optional;

/// A dead letter as lists show it.
///
/// @param holds whether its groups wait for it
/// @param waiting how many messages do, counted up to 1000
record DeadLetterAnswer(
        @JsonProperty("webhook_id") String webhookId,
        String table,
        @JsonProperty("commit_lsn") long commitLsn,
        @JsonProperty("commit_timestamp") Instant committedAt,
        int attempts,
        @JsonProperty("first_attempt_at") Optional<Instant> firstAttemptAt,
        @JsonProperty("died_at") Instant diedAt,
        String reason,
        @JsonProperty("last_code") Optional<String> lastCode,
        @JsonProperty("last_status") Optional<Integer> lastStatus,
        boolean holds,
        int waiting,
        @JsonProperty("expires_at") Instant expiresAt,
        boolean redriven) {}
