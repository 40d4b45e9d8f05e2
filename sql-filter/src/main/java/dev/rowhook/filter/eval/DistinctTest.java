package dev.rowhook.filter.eval;

import dev.rowhook.filter.Span;
import dev.rowhook.filter.function.Implementation;
import dev.rowhook.filter.value.Nothing;

/// `is [not] distinct from`.
final class DistinctTest extends Condition {
    private final Implementation equality;
    private final Node left;
    private final Node right;
    private final boolean negated;

    DistinctTest(Implementation equality, Node left, Node right, boolean negated, Span span) {
        super(span);
        this.equality = equality;
        this.left = left;
        this.right = right;
        this.negated = negated;
    }

    @Override
    public Truth truth(ChangedRow row) {
        Object first = left.value(row);
        Object second = right.value(row);
        if (first == Nothing.MISSING || second == Nothing.MISSING) {
            return Truth.MISSING;
        }
        if (first == Nothing.NULL || second == Nothing.NULL) {
            boolean bothNull = first == Nothing.NULL && second == Nothing.NULL;
            return Truth.of(bothNull == negated);
        }
        boolean equal = equality.apply(new Object[] {first, second}).equals(true);
        return Truth.of(equal == negated);
    }

    @Override
    public boolean isConstant() {
        return left.isConstant() && right.isConstant();
    }
}
