package dev.rowhook.reader.source;

import dev.rowhook.core.change.TableName;

/// Identifiers in SQL.
final class Identifiers {
    private Identifiers() {}

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String quote(TableName table) {
        return quote(table.schema()) + "." + quote(table.table());
    }
}
