package dev.rowhook.changelog;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
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

    /// What SQL makes of a column's type is left out where the catalogue was not asked.
    record StoredColumn(
            String name,
            int typeOid,
            boolean identity,
            @JsonUnwrapped StoredValueType valueType,
            @Nullable StoredSqlType sqlType,
            @Nullable Collation collation) {

        static StoredColumn of(Column column) {
            boolean isAsked = !column.equals(unasked(column));
            return new StoredColumn(
                    column.name(),
                    column.typeOid(),
                    column.identity(),
                    StoredValueType.of(column.type()),
                    isAsked ? StoredSqlType.of(column.sqlType()) : null,
                    isAsked ? column.collation() : null);
        }

        private static Column unasked(Column column) {
            return new Column(column.name(), column.typeOid(), column.identity(), column.type());
        }

        Column column() {
            ValueType type = valueType.type();
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
