package dev.rowhook.changelog;

import dev.rowhook.core.change.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/// The JSON of a type that is not built in: an enum has labels, an array has an element, any other
/// type has a name only.
record StoredSqlType(
        int oid,
        @Nullable String name,
        @Nullable List<String> labels,
        @Nullable StoredSqlType element) {

    static StoredSqlType of(SqlType type) {
        return switch (type) {
            case SqlType.BuiltIn(int oid) -> new StoredSqlType(oid, null, null, null);
            case SqlType.Enumeration(int oid, String name, List<String> labels) ->
                    new StoredSqlType(oid, name, labels, null);
            case SqlType.ArrayOf(int oid, SqlType element) ->
                    new StoredSqlType(oid, null, null, of(element));
            case SqlType.Opaque(int oid, String name) -> new StoredSqlType(oid, name, null, null);
        };
    }

    SqlType type() {
        if (element != null) {
            return new SqlType.ArrayOf(oid, element.type());
        }
        if (labels != null) {
            return new SqlType.Enumeration(oid, Objects.requireNonNull(name), labels);
        }
        return name == null ? new SqlType.BuiltIn(oid) : new SqlType.Opaque(oid, name);
    }
}
