package dev.rowhook.core;

import java.util.Optional;
import java.util.UUID;

/// The id of an OAuth 2 client of an account, written `cli_` and 26 characters.
public record ClientId(UUID value) {
    private static final String PREFIX = "cli_";

    /// A new id, larger than those made in earlier milliseconds.
    public static ClientId create() {
        return new ClientId(IdText.timeOrdered());
    }

    /// The id that `text` writes, if it writes one.
    public static Optional<ClientId> parse(String text) {
        return IdText.parse(PREFIX, text).map(ClientId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
