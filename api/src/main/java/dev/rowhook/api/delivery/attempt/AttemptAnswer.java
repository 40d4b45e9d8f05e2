package dev.rowhook.api.delivery.attempt;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.core.AttemptId;
import dev.rowhook.store.jooq.tables.records.DeliveryAttemptRecord;

import java.time.Instant;
import java.util.Optional;

/// An attempt as lists show it.
public record AttemptAnswer(
        String id,
        Instant at,
        @JsonProperty("webhook_id") String webhookId,
        String kind,
        int attempt,
        int messages,
        boolean accepted,
        String code,
        Optional<Integer> status,
        @JsonProperty("took_ms") double tookMillis,
        @JsonProperty("next_step") String nextStep,
        @JsonProperty("next_try") Optional<Instant> nextTry) {

    /// What is shown of a row, which may lack what lists do not show.
    public static AttemptAnswer of(DeliveryAttemptRecord row) {
        return new AttemptAnswer(
                new AttemptId(row.getId()).toString(),
                row.getAt(),
                row.getWebhookId(),
                row.getKind(),
                row.getAttempt(),
                row.getMessages(),
                row.getAccepted(),
                row.getCode(),
                Optional.ofNullable(row.getStatus()),
                row.getTookUs() / 1_000.0,
                row.getNextStep(),
                Optional.ofNullable(row.getNextTry()));
    }
}
