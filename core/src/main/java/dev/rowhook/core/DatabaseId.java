package dev.rowhook.core;

import java.util.Optional;
import java.util.UUID;

/// The id of a database, written `db_` and 26 characters.
public record DatabaseId(UUID value) {
    private static final String PREFIX = "db_";

    /// A new id, larger than those made in earlier milliseconds.
    public static DatabaseId create() {
        return new DatabaseId(IdText.timeOrdered());
    }

    /// The id that `text` writes, if it writes one.
    public static Optional<DatabaseId> parse(String text) {
        return IdText.parse(PREFIX, text).map(DatabaseId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
