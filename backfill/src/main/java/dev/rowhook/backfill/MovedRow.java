package dev.rowhook.backfill;

import java.util.Map;

/// A row that moved past the pages of its table by a change that does not say all of its values.
///
/// @param number rises with time
/// @param key the texts of the columns that name it, by their names
record MovedRow(long number, Map<String, String> key) {
    MovedRow {
        key = Map.copyOf(key);
    }
}
