package dev.rowhook.api.database;

import dev.rowhook.core.change.TableName;

import java.util.Set;

/// A table of a source.
///
/// @param identity the columns by which updates and deletes name their row; all of them under
///   `replica identity full`
public record TableShape(TableName name, Set<String> columns, Set<String> identity) {
    public TableShape {
        columns = Set.copyOf(columns);
        identity = Set.copyOf(identity);
    }
}
