package dev.rowhook.backfill.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A page to be read.
///
/// @param from where it begins; empty at the start of the table
/// @param units how many rows of the key, or blocks of storage, it goes over
/// @param rows the rows to be read [behind all others][Place.Behind]: texts of the columns that
///   name them, by their names
/// @param floor its snapshot must see all transactions before this one as ended
public record PageRequest(
        PagedTable table,
        Conditions conditions,
        Optional<Place> from,
        int units,
        List<Map<String, String>> rows,
        long floor) {
    public PageRequest {
        rows = List.copyOf(rows);
    }

    /// A page at a place.
    public PageRequest(
            PagedTable table, Conditions conditions, Optional<Place> from, int units, long floor) {
        this(table, conditions, from, units, List.of(), floor);
    }
}
