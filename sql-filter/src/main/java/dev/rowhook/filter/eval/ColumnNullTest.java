package dev.rowhook.filter.eval;

import dev.rowhook.core.change.Tuple;
import dev.rowhook.filter.Span;

/// `is [not] null` of a column, whatever its type, without reading it.
final class ColumnNullTest extends Condition {
    private final int column;
    private final boolean old;
    private final boolean negated;

    ColumnNullTest(int column, boolean old, boolean negated, Span span) {
        super(span);
        this.column = column;
        this.old = old;
        this.negated = negated;
    }

    @Override
    public Truth truth(ChangedRow row) {
        Tuple tuple = row.tuple(column, old);
        if (tuple.isUnchanged(column)) {
            return Truth.MISSING;
        }
        return Truth.of(tuple.isNull(column) != negated);
    }
}
