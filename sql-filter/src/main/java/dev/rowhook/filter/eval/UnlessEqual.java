package dev.rowhook.filter.eval;

import dev.rowhook.filter.function.Implementation;
import dev.rowhook.filter.value.Nothing;

/// `nullif`.
record UnlessEqual(Implementation equality, Node left, Node right) implements Node {
    @Override
    public Object value(ChangedRow row) {
        Object first = left.value(row);
        Object second = right.value(row);
        if (first == Nothing.NULL) {
            return first;
        }
        if (second == Nothing.NULL) {
            return first;
        }
        if (first == Nothing.MISSING || second == Nothing.MISSING) {
            return Nothing.MISSING;
        }
        boolean equal = equality.apply(new Object[] {first, second}).equals(true);
        return equal ? Nothing.NULL : first;
    }

    @Override
    public boolean isConstant() {
        return left.isConstant() && right.isConstant();
    }
}
