package dev.rowhook.filter.eval;

import dev.rowhook.filter.value.ValueType;

/// The value of a column.
record ColumnValue(int column, boolean old, ValueType<?> type) implements Node {
    @Override
    public Object value(ChangedRow row) {
        return row.value(column, old, type);
    }
}
