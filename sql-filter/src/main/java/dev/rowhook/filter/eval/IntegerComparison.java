package dev.rowhook.filter.eval;

import dev.rowhook.core.change.Tuple;
import dev.rowhook.filter.Span;

/// A column of integers compared with a constant, without an object for its value.
final class IntegerComparison extends Condition {
    private final int column;
    private final boolean old;
    private final Order order;
    private final long constant;

    IntegerComparison(int column, boolean old, Order order, long constant, Span span) {
        super(span);
        this.column = column;
        this.old = old;
        this.order = order;
        this.constant = constant;
    }

    @Override
    public Truth truth(ChangedRow row) {
        Tuple tuple = row.tuple(column, old);
        if (!tuple.hasText(column)) {
            return tuple.isNull(column) ? Truth.NULL : Truth.MISSING;
        }
        return Truth.of(order.holds(Long.compare(row.integer(column, old, tuple), constant)));
    }
}
