package dev.rowhook.core;

import java.util.Optional;
import java.util.UUID;

/// The id of an API token, written `tok_` and 26 characters.
public record TokenId(UUID value) {
    private static final String PREFIX = "tok_";

    /// A new id, larger than those made in earlier milliseconds.
    public static TokenId create() {
        return new TokenId(IdText.timeOrdered());
    }

    /// The id that `text` writes, if it writes one.
    public static Optional<TokenId> parse(String text) {
        return IdText.parse(PREFIX, text).map(TokenId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
