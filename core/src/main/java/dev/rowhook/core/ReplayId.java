package dev.rowhook.core;

import java.util.Optional;
import java.util.UUID;

/// The id of a replay, written `rpl_` and 26 characters.
public record ReplayId(UUID value) {
    private static final String PREFIX = "rpl_";

    /// A new id, larger than those made in earlier milliseconds.
    public static ReplayId create() {
        return new ReplayId(IdText.timeOrdered());
    }

    /// The id that `text` writes, if it writes one.
    public static Optional<ReplayId> parse(String text) {
        return IdText.parse(PREFIX, text).map(ReplayId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
