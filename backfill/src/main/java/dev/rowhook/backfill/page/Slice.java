package dev.rowhook.backfill.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /// The values that bound it.
    List<String> bounds() {
        return Stream.of(start, end).flatMap(Optional::stream).toList();
    }
}
