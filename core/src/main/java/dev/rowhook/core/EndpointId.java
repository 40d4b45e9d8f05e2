package dev.rowhook.core;

import java.util.Optional;
import java.util.UUID;

/// The id of an HTTP endpoint, written `ep_` and 26 characters.
public record EndpointId(UUID value) {
    private static final String PREFIX = "ep_";

    /// A new id, larger than those made in earlier milliseconds.
    public static EndpointId create() {
        return new EndpointId(IdText.timeOrdered());
    }

    /// The id that `text` writes, if it writes one.
    public static Optional<EndpointId> parse(String text) {
        return IdText.parse(PREFIX, text).map(EndpointId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
