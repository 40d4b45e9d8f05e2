package dev.rowhook.api.database;

import java.util.Optional;

/// Rows whose column lies from `start` on, up to and including `end`, both as texts of its type. At
/// least one of them is there.
public record SortRange(String column, Optional<String> start, Optional<String> end) {

    /// Says which column, never which rows.
    @Override
    public String toString() {
        return "range of " + column;
    }
}
