package dev.rowhook.changelog;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.ValueType;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;

/// The JSON of a relation version in our own Postgres.
record StoredRelation(
        int oid,
        String schema,
        String table,
        ReplicaIdentity identity,
        List<StoredColumn> columns,
        List<Integer> keyColumns,
        boolean groupBarrier) {
    private static final JsonMapper JSON = new JsonMapper();

    /// A column's type is its scalar, or the elements' scalar and their delimiter if it is an
    /// array. What SQL makes of it is left out where the catalogue was not asked.
    record StoredColumn(
            String name,
            int typeOid,
            boolean identity,
            Scalar scalar,
            @Nullable Character arrayDelimiter,
            @Nullable StoredSqlType sqlType,
            @Nullable Collation collation) {

        static StoredColumn of(Column column) {
            Column unasked = unasked(column);
            boolean isAsked = !column.equals(unasked);
            StoredSqlType sqlType = isAsked ? StoredSqlType.of(column.sqlType()) : null;
            Collation collation = isAsked ? column.collation() : null;
            return switch (column.type()) {
                case Scalar scalar ->
                        new StoredColumn(
                                column.name(),
                                column.typeOid(),
                                column.identity(),
                                scalar,
                                null,
                                sqlType,
                                collation);
                case ValueType.Array(Scalar element, char delimiter) ->
                        new StoredColumn(
                                column.name(),
                                column.typeOid(),
                                column.identity(),
                                element,
                                delimiter,
                                sqlType,
                                collation);
            };
        }

        private static Column unasked(Column column) {
            return new Column(column.name(), column.typeOid(), column.identity(), column.type());
        }

        Column column() {
            ValueType type =
                    arrayDelimiter == null ? scalar : new ValueType.Array(scalar, arrayDelimiter);
            return sqlType == null || collation == null
                    ? new Column(name, typeOid, identity, type)
                    : new Column(name, typeOid, identity, type, sqlType.type(), collation);
        }
    }

    static String json(Relation relation) {
        return JSON.writeValueAsString(
                new StoredRelation(
                        relation.oid(),
                        relation.schema(),
                        relation.table(),
                        relation.identity(),
                        relation.columns().stream().map(StoredColumn::of).toList(),
                        relation.keyColumns(),
                        relation.groupBarrier()));
    }

    static Relation relation(int version, String json) {
        StoredRelation stored = JSON.readValue(json, StoredRelation.class);
        return new Relation(
                version,
                stored.oid,
                stored.schema,
                stored.table,
                stored.identity,
                stored.columns.stream().map(StoredColumn::column).toList(),
                stored.keyColumns,
                stored.groupBarrier);
    }
}
