package dev.rowhook.api.delivery.deadletter;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.rowhook.api.delivery.attempt.AttemptAnswer;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A dead letter with the message as it would be sent now, null if it cannot be, and its last
/// attempts.
record DeadLetterDetail(
        @JsonUnwrapped DeadLetterAnswer letter,
        @JsonRawValue @Nullable String message,
        @JsonProperty("last_attempts") List<AttemptAnswer> lastAttempts) {
    DeadLetterDetail {
        lastAttempts = List.copyOf(lastAttempts);
    }

    /// Says nothing of what it holds.
    @Override
    public String toString() {
        return letter.webhookId();
    }
}
