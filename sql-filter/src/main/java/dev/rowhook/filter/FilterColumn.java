package dev.rowhook.filter;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.SqlType;

/// A column that filters can name.
///
/// @param identity whether it is part of the replica identity, so that every update and delete
///   tells its old value
public record FilterColumn(String name, SqlType type, Collation collation, boolean identity) {

    static FilterColumn of(Column column) {
        return new FilterColumn(
                column.name(), column.sqlType(), column.collation(), column.identity());
    }
}
