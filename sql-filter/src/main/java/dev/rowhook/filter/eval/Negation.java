package dev.rowhook.filter.eval;

import dev.rowhook.filter.Span;

/// `not`.
final class Negation extends Condition {
    private final Condition argument;

    Negation(Condition argument, Span span) {
        super(span);
        this.argument = argument;
    }

    @Override
    public Truth truth(ChangedRow row) {
        return argument.truth(row).not();
    }

    @Override
    public Condition deciding(ChangedRow row) {
        return argument.deciding(row);
    }

    @Override
    public boolean isConstant() {
        return argument.isConstant();
    }
}
