package dev.rowhook.dispatcher.lookup;

import dev.rowhook.core.change.TableName;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Which changes of a row are looked for, the newest first, and how far.
///
/// @param key the texts of the columns of its key, in their order in the table's key
/// @param from the earliest time of a commit
/// @param to the time that it has to be before
/// @param before the seq that it has to be before
/// @param limit how many are found at most, in about one stretch of the log
/// @param maxRows how many changes of the log are looked at, about
/// @param atMost how long it may take, about
public record RowSearch(
        TableName table,
        List<String> key,
        Optional<Instant> from,
        Optional<Instant> to,
        OptionalLong before,
        int limit,
        long maxRows,
        Duration atMost) {
    public RowSearch {
        key = List.copyOf(key);
    }

    /// Says which table, never which row.
    @Override
    public String toString() {
        return "search in " + table;
    }
}
