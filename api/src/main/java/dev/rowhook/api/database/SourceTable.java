package dev.rowhook.api.database;

import dev.rowhook.core.change.TableName;

import java.util.List;
import java.util.Optional;

/// A table as its source describes it.
///
/// @param kind `table`, `partitioned` or `partition`
/// @param partitionOf what it is a partition of
/// @param estimatedRows as the source last counted, with all partitions; empty if it never did
/// @param estimatedBytes the same, with indexes
/// @param replicaIdentity `default`, `nothing`, `full` or `index`
/// @param primaryKey its columns, in the order of the key
/// @param identity the columns by which updates and deletes name their row
/// @param publishedActions what the database's publications send of it
/// @param readable whether the user may read its rows, as backfills do
/// @param columns none unless they were asked for
public record SourceTable(
        TableName name,
        String kind,
        Optional<TableName> partitionOf,
        Optional<Long> estimatedRows,
        Optional<Long> estimatedBytes,
        String replicaIdentity,
        List<String> primaryKey,
        List<String> identity,
        List<String> publishedActions,
        boolean readable,
        List<Column> columns) {

    public SourceTable {
        primaryKey = List.copyOf(primaryKey);
        identity = List.copyOf(identity);
        publishedActions = List.copyOf(publishedActions);
        columns = List.copyOf(columns);
    }

    /// A column.
    ///
    /// @param type as Postgres writes it
    /// @param generated whether the source computes it; then it is not streamed
    public record Column(String name, String type, boolean nullable, boolean generated) {}

    /// The same with its columns.
    public SourceTable with(List<Column> known) {
        return new SourceTable(
                name,
                kind,
                partitionOf,
                estimatedRows,
                estimatedBytes,
                replicaIdentity,
                primaryKey,
                identity,
                publishedActions,
                readable,
                known);
    }
}
