package dev.rowhook.core;

import java.util.Optional;
import java.util.UUID;

/// The id of a delivery attempt, written `att_` and 26 characters.
public record AttemptId(UUID value) {
    private static final String PREFIX = "att_";

    /// A new id, larger than those made in earlier milliseconds.
    public static AttemptId create() {
        return new AttemptId(IdText.timeOrdered());
    }

    /// The id that `text` writes, if it writes one.
    public static Optional<AttemptId> parse(String text) {
        return IdText.parse(PREFIX, text).map(AttemptId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
