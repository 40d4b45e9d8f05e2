package dev.rowhook.core.change;

import java.util.List;

/// A table as the source described it at one time.
///
/// `version` numbers the descriptions within one change log. `keyColumns` are the indexes of the
/// columns that name a row: those of the replica identity; where that is FULL, the primary key, or
/// all columns if there is none; empty if nothing names a row (the table then streams inserts and
/// truncates only). `groupBarrier` is true for a version whose key differs from that of the version
/// before it.
public record Relation(
        int version,
        int oid,
        String schema,
        String table,
        ReplicaIdentity identity,
        List<Column> columns,
        List<Integer> keyColumns,
        boolean groupBarrier) {

    public Relation {
        columns = List.copyOf(columns);
        keyColumns = List.copyOf(keyColumns);
    }

    /// The table that it describes.
    public TableName name() {
        return new TableName(schema, table);
    }

    /// The same as another version.
    public Relation as(int otherVersion) {
        return new Relation(
                otherVersion, oid, schema, table, identity, columns, keyColumns, groupBarrier);
    }

    /// The same with other columns.
    public Relation withColumns(List<Column> others) {
        return new Relation(
                version, oid, schema, table, identity, others, keyColumns, groupBarrier);
    }
}
