package dev.rowhook.api.delivery.deadletter;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.time.Instant;
import java.util.Optional;

/// A dead letter that is gone.
///
/// @param orderId the order that had it go; without one its retention had
/// @param requestedBy who gave the order
record DiscardAnswer(
        @JsonProperty("webhook_id") String webhookId,
        String table,
        @JsonProperty("commit_lsn") long commitLsn,
        String reason,
        int attempts,
        @JsonProperty("died_at") Instant diedAt,
        @JsonProperty("discarded_at") Instant discardedAt,
        @JsonProperty("order_id") Optional<String> orderId,
        @JsonProperty("requested_by") Optional<String> requestedBy) {}
