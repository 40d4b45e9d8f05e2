package dev.rowhook.changelog;

import dev.rowhook.core.change.Relation;

/// The relation versions of one log. Thread-safe.
public interface Relations {

    /// @throws IllegalArgumentException if the log has no such version
    Relation get(int version);
}
