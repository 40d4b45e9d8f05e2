package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.Collation.CaseMapping;
import dev.rowhook.core.change.Collation.Order;
import dev.rowhook.core.change.SqlType;
import dev.rowhook.core.change.TableName;
import dev.rowhook.filter.FilterColumn;
import dev.rowhook.filter.FilterTable;

import java.util.List;

/// A table for tests.
final class Tables {
    private static final SqlType STATE =
            new SqlType.Enumeration(50_000, "state", List.of("new", "paid"));

    static final FilterTable ORDERS =
            new FilterTable(
                    new TableName("public", "orders"),
                    List.of(
                            column("id", 20),
                            column("total", 23),
                            column("price", 1700),
                            column("paid", 16),
                            column("data", 3802),
                            column("at", 1184),
                            column("day", 1082),
                            column("tags", 1009),
                            text("Note", Collation.C),
                            text("title", new Collation(Order.LINGUISTIC, CaseMapping.FULL)),
                            text("loose", new Collation(Order.NONDETERMINISTIC, CaseMapping.FULL)),
                            text("odd", Collation.UNKNOWN),
                            of("state", STATE),
                            of("states", new SqlType.ArrayOf(50_001, STATE)),
                            of("shape", new SqlType.Opaque(50_002, "geometry"))));

    private Tables() {}

    /// The table with one more column.
    static FilterTable ordersWith(String name) {
        List<FilterColumn> columns = new java.util.ArrayList<>(ORDERS.columns());
        columns.add(text(name, Collation.C));
        return new FilterTable(ORDERS.name(), columns);
    }

    private static FilterColumn column(String name, int oid) {
        return of(name, new SqlType.BuiltIn(oid));
    }

    private static FilterColumn text(String name, Collation collation) {
        return new FilterColumn(name, new SqlType.BuiltIn(25), collation, false);
    }

    private static FilterColumn of(String name, SqlType type) {
        return new FilterColumn(name, type, Collation.UNKNOWN, name.equals("id"));
    }
}
