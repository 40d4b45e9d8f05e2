package dev.rowhook.api.database;

import dev.rowhook.core.change.TableName;

import java.util.List;

/// Asks a source about tables.
public interface TableProbe {
    /// Connects by `settings` and reads the shapes of tables.
    TableShapes read(ConnectionSettings settings, List<TableName> tables);

    /// Connects by `settings` and tries whether Postgres takes the ends of a range for values of
    /// the column, in each of the tables, which have it.
    RangeVerdict check(ConnectionSettings settings, List<TableName> tables, SortRange range);
}
