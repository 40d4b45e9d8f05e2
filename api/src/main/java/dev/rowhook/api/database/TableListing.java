package dev.rowhook.api.database;

import java.util.List;

/// What a source says when it is asked for its tables.
public sealed interface TableListing {

    /// The first ones that are meant; `truncated` if there are more.
    record Read(List<SourceTable> tables, boolean truncated) implements TableListing {
        public Read {
            tables = List.copyOf(tables);
        }
    }

    /// The source cannot be asked. `message` says why, without the driver's text.
    record Unreachable(String message) implements TableListing {}
}
