package dev.rowhook.filter.eval;

import dev.rowhook.filter.Span;

/// `is [not] true`, `false` or `unknown`.
final class TruthTest extends Condition {
    private final Condition argument;
    private final Truth wanted;
    private final boolean negated;

    /// @param wanted [Truth#NULL] for `unknown`
    TruthTest(Condition argument, Truth wanted, boolean negated, Span span) {
        super(span);
        this.argument = argument;
        this.wanted = wanted;
        this.negated = negated;
    }

    @Override
    public Truth truth(ChangedRow row) {
        Truth truth = argument.truth(row);
        return truth == Truth.MISSING ? truth : Truth.of((truth == wanted) != negated);
    }

    @Override
    public boolean isConstant() {
        return argument.isConstant();
    }
}
