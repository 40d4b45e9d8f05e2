package dev.rowhook.backfill.page;

import java.util.Optional;

/// Which rows of a table somebody asks for.
///
/// @param filter a condition that they meet
/// @param sortColumn in whose order they are read
/// @param start its least value
/// @param end its greatest value
public record Slice(
        Optional<String> filter,
        Optional<String> sortColumn,
        Optional<String> start,
        Optional<String> end) {
    /// All rows.
    public static final Slice ALL =
            new Slice(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    boolean isBounded() {
        return start.isPresent() || end.isPresent();
    }
}
