package dev.rowhook.filter.eval;

import dev.rowhook.filter.Span;

/// A boolean expression, ready to be evaluated. Immutable and thread-safe.
public abstract class Condition implements Node {
    private final Span span;

    Condition(Span span) {
        this.span = span;
    }

    /// Where it stands in the filter's text.
    public final Span span() {
        return span;
    }

    /// @throws dev.rowhook.filter.EvaluationException as Postgres would
    public abstract Truth truth(ChangedRow row);

    @Override
    public final Object value(ChangedRow row) {
        return truth(row).value();
    }

    /// The part of it that makes it what it is for this row, or that fails.
    public Condition deciding(ChangedRow row) {
        return this;
    }

    /// Whether it cannot be true for this row, though values may be missing. Asked of one whose
    /// truth is [Truth#MISSING].
    public boolean cannotBeTrue(ChangedRow row) {
        return false;
    }
}
