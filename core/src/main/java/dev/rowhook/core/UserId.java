package dev.rowhook.core;

import java.util.Optional;
import java.util.UUID;

/// The id of a user, who may be in several accounts, written `usr_` and 26 characters.
public record UserId(UUID value) {
    private static final String PREFIX = "usr_";

    /// A new id, larger than those made in earlier milliseconds.
    public static UserId create() {
        return new UserId(IdText.timeOrdered());
    }

    /// The id that `text` writes, if it writes one.
    public static Optional<UserId> parse(String text) {
        return IdText.parse(PREFIX, text).map(UserId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
