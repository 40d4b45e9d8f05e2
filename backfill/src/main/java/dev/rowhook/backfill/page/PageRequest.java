package dev.rowhook.backfill.page;

import java.util.Optional;

/// A page to be read.
///
/// @param from where it begins; empty at the start of the table
/// @param units how many rows of the key, or blocks of storage, it goes over
/// @param floor its snapshot must see all transactions before this one as ended
public record PageRequest(
        PagedTable table,
        Slice slice,
        Conditions conditions,
        Optional<Place> from,
        int units,
        long floor) {}
