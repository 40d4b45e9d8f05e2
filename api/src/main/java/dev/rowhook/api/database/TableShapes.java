package dev.rowhook.api.database;

import dev.rowhook.core.change.TableName;

import java.util.List;
import java.util.Map;

/// What a source says of tables.
public sealed interface TableShapes {

    /// Each table that was asked for: none if it does not exist; if it is partitioned, itself and
    /// its partitions.
    record Read(Map<TableName, List<TableShape>> tables) implements TableShapes {
        public Read {
            tables = Map.copyOf(tables);
        }
    }

    /// The source cannot be asked. `message` says why, without the driver's text.
    record Unreachable(String message) implements TableShapes {}
}
