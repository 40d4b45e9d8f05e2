package dev.rowhook.api.delivery.message;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/// What became of a message.
enum MessageState {
    DELIVERED,
    /// Not sent yet, or tried again.
    PENDING,
    /// Behind a message of its group that failed.
    WAITING,
    /// A dead letter.
    DEAD,
    /// A dead letter that is gone.
    DISCARDED,
    /// Its row was erased. Whether it was delivered before is not told.
    ERASED,
    /// The sink was disabled when its turn came, or would have.
    SKIPPED,
    /// The sink did not want the change.
    NOT_WANTED,
    /// The log does not have the change, or no longer.
    UNKNOWN;

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
