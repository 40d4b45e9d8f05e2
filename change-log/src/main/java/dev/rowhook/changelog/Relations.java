package dev.rowhook.changelog;

import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.TableName;

import java.util.Optional;

/// The relation versions of one log. Thread-safe.
public interface Relations {

    /// @throws IllegalArgumentException if the log has no such version
    Relation get(int version);

    /// The newest version of a table; empty if none is known.
    default Optional<Relation> newest(TableName table) {
        return Optional.empty();
    }
}
