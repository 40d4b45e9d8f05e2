package dev.rowhook.api.database;

import dev.rowhook.core.change.TableName;

import java.util.List;

/// Asks a source for the shapes of tables.
public interface TableProbe {
    /// Connects by `settings` and reads them.
    TableShapes read(ConnectionSettings settings, List<TableName> tables);
}
