package dev.rowhook.core;

import java.util.Optional;
import java.util.UUID;

/// The id of a key that signs requests, written `key_` and 26 characters.
public record SigningKeyId(UUID value) {
    private static final String PREFIX = "key_";

    /// A new id, larger than those made in earlier milliseconds.
    public static SigningKeyId create() {
        return new SigningKeyId(IdText.timeOrdered());
    }

    /// The id that `text` writes, if it writes one.
    public static Optional<SigningKeyId> parse(String text) {
        return IdText.parse(PREFIX, text).map(SigningKeyId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
