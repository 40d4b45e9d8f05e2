package dev.rowhook.core;

import java.util.Optional;
import java.util.UUID;

/// The id of an erasure, written `ers_` and 26 characters.
public record ErasureId(UUID value) {
    private static final String PREFIX = "ers_";

    /// A new id, larger than those made in earlier milliseconds.
    public static ErasureId create() {
        return new ErasureId(IdText.timeOrdered());
    }

    /// The id that `text` writes, if it writes one.
    public static Optional<ErasureId> parse(String text) {
        return IdText.parse(PREFIX, text).map(ErasureId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
