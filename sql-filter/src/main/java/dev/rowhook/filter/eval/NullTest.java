package dev.rowhook.filter.eval;

import dev.rowhook.filter.Span;
import dev.rowhook.filter.value.Nothing;

/// `is [not] null`.
final class NullTest extends Condition {
    private final Node argument;
    private final boolean negated;

    NullTest(Node argument, boolean negated, Span span) {
        super(span);
        this.argument = argument;
        this.negated = negated;
    }

    @Override
    public Truth truth(ChangedRow row) {
        Object value = argument.value(row);
        if (value == Nothing.MISSING) {
            return Truth.MISSING;
        }
        return Truth.of((value == Nothing.NULL) != negated);
    }

    @Override
    public boolean isConstant() {
        return argument.isConstant();
    }
}
