package dev.rowhook.core;

import java.util.Optional;
import java.util.UUID;

/// The id of a sink, written `snk_` and 26 characters.
public record SinkId(UUID value) {
    private static final String PREFIX = "snk_";

    /// A new id, larger than those made in earlier milliseconds.
    public static SinkId create() {
        return new SinkId(IdText.timeOrdered());
    }

    /// The id that `text` writes, if it writes one.
    public static Optional<SinkId> parse(String text) {
        return IdText.parse(PREFIX, text).map(SinkId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
