package dev.rowhook.source;

import dev.rowhook.core.change.TableName;

/// Identifiers in SQL.
public final class Identifiers {
    private Identifiers() {}

    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    public static String quote(TableName table) {
        return quote(table.schema()) + "." + quote(table.table());
    }
}
