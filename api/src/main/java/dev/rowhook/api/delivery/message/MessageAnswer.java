package dev.rowhook.api.delivery.message;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.time.Instant;
import java.util.Optional;

/// Whether a message was delivered.
///
/// @param deliveredAt when, if the attempt is logged
/// @param deliveredBetween else between which times
/// @param attempts how many requests it was in
/// @param attemptsExact whether that is all of them, which it is while attempts are kept
record MessageAnswer(
        @JsonProperty("webhook_id") String webhookId,
        Optional<String> table,
        @JsonProperty("commit_lsn") Optional<Long> commitLsn,
        @JsonProperty("commit_timestamp") Optional<Instant> committedAt,
        MessageState state,
        @JsonProperty("delivered_at") Optional<Instant> deliveredAt,
        @JsonProperty("delivered_between") Optional<Bounds> deliveredBetween,
        long attempts,
        @JsonProperty("attempts_exact") boolean attemptsExact,
        @JsonProperty("last_attempt_at") Optional<Instant> lastAttemptAt,
        @JsonProperty("last_code") Optional<String> lastCode,
        @JsonProperty("last_status") Optional<Integer> lastStatus,
        @JsonProperty("next_try") Optional<Instant> nextTry) {

    /// Not before the one, if it is known, and not after the other.
    record Bounds(Optional<Instant> after, Instant before) {}
}
