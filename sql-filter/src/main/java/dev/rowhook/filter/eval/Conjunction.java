package dev.rowhook.filter.eval;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.Span;

import java.util.List;

/// `and`, or `or`: from left to right until one part decides.
final class Conjunction extends Condition {
    private final Condition[] parts;

    /// What decides the whole as soon as one part is it.
    private final Truth decisive;

    private Conjunction(List<Condition> parts, Truth decisive, Span span) {
        super(span);
        this.parts = parts.toArray(Condition[]::new);
        this.decisive = decisive;
    }

    static Conjunction and(List<Condition> parts, Span span) {
        return new Conjunction(parts, Truth.FALSE, span);
    }

    static Conjunction or(List<Condition> parts, Span span) {
        return new Conjunction(parts, Truth.TRUE, span);
    }

    @Override
    public Truth truth(ChangedRow row) {
        Truth truth = decisive.not();
        for (Condition part : parts) {
            Truth one = next(part, row, truth);
            if (one == decisive) {
                return one;
            }
            if (one == Truth.MISSING || (one == Truth.NULL && truth != Truth.MISSING)) {
                truth = one;
            }
        }
        return truth;
    }

    /// After a missing value nobody knows whether Postgres would come to an error.
    private static Truth next(Condition part, ChangedRow row, Truth before) {
        try {
            return part.truth(row);
        } catch (EvaluationException e) {
            if (before == Truth.MISSING) {
                return before;
            }
            throw e;
        }
    }

    @Override
    public Condition deciding(ChangedRow row) {
        Truth truth = Truth.NULL;
        try {
            truth = truth(row);
        } catch (EvaluationException e) {
            return failing(row);
        }
        if (truth == decisive.not()) {
            return this;
        }
        for (Condition part : parts) {
            if (next(part, row, Truth.MISSING) == truth) {
                return part.deciding(row);
            }
        }
        return this;
    }

    private Condition failing(ChangedRow row) {
        for (Condition part : parts) {
            try {
                part.truth(row);
            } catch (EvaluationException e) {
                return part.deciding(row);
            }
        }
        return this;
    }

    /// `null and x` is null or false, whatever x is.
    @Override
    public boolean cannotBeTrue(ChangedRow row) {
        if (decisive == Truth.TRUE) {
            return false;
        }
        for (Condition part : parts) {
            Truth one = next(part, row, Truth.MISSING);
            if (one == Truth.NULL || (one == Truth.MISSING && part.cannotBeTrue(row))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean isConstant() {
        for (Condition part : parts) {
            if (!part.isConstant()) {
                return false;
            }
        }
        return true;
    }
}
