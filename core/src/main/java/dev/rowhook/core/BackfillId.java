package dev.rowhook.core;

import java.util.Optional;
import java.util.UUID;

/// The id of a backfill, written `bkf_` and 26 characters.
public record BackfillId(UUID value) {
    private static final String PREFIX = "bkf_";

    /// A new id, larger than those made in earlier milliseconds.
    public static BackfillId create() {
        return new BackfillId(IdText.timeOrdered());
    }

    /// The id that `text` writes, if it writes one.
    public static Optional<BackfillId> parse(String text) {
        return IdText.parse(PREFIX, text).map(BackfillId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
