package dev.rowhook.backfill.page;

import dev.rowhook.changelog.page.SourceSnapshot;

import java.time.Duration;
import java.util.List;

/// What came of reading a page.
public sealed interface Reading {

    /// @param rows the bodies
    /// @param next where the next page begins
    /// @param readAt in microseconds since 1970-01-01 UTC
    /// @param open whether rows are among them that the sink may not want
    /// @param bytes of the bodies
    record Page(
            List<byte[]> rows,
            Place next,
            SourceSnapshot snapshot,
            long readAt,
            boolean open,
            long bytes,
            Duration took)
            implements Reading {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /// Transactions are still running that the snapshot has to see.
    record TooEarly() implements Reading {}

    /// The table is not what it was.
    record TableChanged() implements Reading {}
}
