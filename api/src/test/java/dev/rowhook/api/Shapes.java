package dev.rowhook.api;

import dev.rowhook.api.database.TableShape;
import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.SqlType;
import dev.rowhook.core.change.TableName;
import dev.rowhook.filter.FilterColumn;
import dev.rowhook.filter.FilterTable;

import java.util.Set;

/// Tables as a source may say they are.
final class Shapes {
    private static final SqlType INTEGER = new SqlType.BuiltIn(23);

    private Shapes() {}

    /// A table of integers.
    static TableShape of(TableName name, Set<String> columns, Set<String> identity) {
        return new TableShape(
                new FilterTable(
                        name,
                        columns.stream()
                                .sorted()
                                .map(column ->
                                        new FilterColumn(
                                                column,
                                                INTEGER,
                                                Collation.UNKNOWN,
                                                identity.contains(column)))
                                .toList()));
    }
}
