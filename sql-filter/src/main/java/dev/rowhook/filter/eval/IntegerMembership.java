package dev.rowhook.filter.eval;

import dev.rowhook.core.change.Tuple;
import dev.rowhook.filter.Span;

import java.util.Arrays;

/// A column of integers that is one of some constants, or none of them.
final class IntegerMembership extends Condition {
    private final int column;
    private final boolean old;
    private final long[] sorted;
    private final boolean negated;

    /// What it is if the column is no constant: null if one of them is.
    private final Truth otherwise;

    IntegerMembership(
            int column,
            boolean old,
            long[] constants,
            boolean hasNull,
            boolean negated,
            Span span) {
        super(span);
        this.column = column;
        this.old = old;
        this.sorted = constants.clone();
        Arrays.sort(sorted);
        this.negated = negated;
        this.otherwise = hasNull ? Truth.NULL : Truth.of(negated);
    }

    @Override
    public Truth truth(ChangedRow row) {
        Tuple tuple = row.tuple(column, old);
        if (!tuple.hasText(column)) {
            return tuple.isNull(column) ? Truth.NULL : Truth.MISSING;
        }
        return Arrays.binarySearch(sorted, row.integer(column, old, tuple)) >= 0
                ? Truth.of(!negated)
                : otherwise;
    }
}
