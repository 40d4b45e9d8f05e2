package dev.rowhook.filter.eval;

import dev.rowhook.filter.Span;
import dev.rowhook.filter.function.Implementation;
import dev.rowhook.filter.value.ArrayValue;
import dev.rowhook.filter.value.Nothing;

/// A comparison with any, or all, elements of an array that is not constant.
final class OverArray extends Condition {
    private final Implementation comparison;
    private final Node left;
    private final Node array;
    private final boolean all;

    OverArray(Implementation comparison, Node left, Node array, boolean all, Span span) {
        super(span);
        this.comparison = comparison;
        this.left = left;
        this.array = array;
        this.all = all;
    }

    @Override
    public Truth truth(ChangedRow row) {
        Object value = left.value(row);
        Object elements = array.value(row);
        if (!(elements instanceof ArrayValue found)) {
            return elements == Nothing.NULL ? Truth.NULL : Truth.MISSING;
        }
        if (found.elements().isEmpty()) {
            return Truth.of(all);
        }
        if (value instanceof Nothing nothing) {
            return nothing == Nothing.NULL ? Truth.NULL : Truth.MISSING;
        }
        Truth truth = Truth.of(all);
        for (Object element : found.elements()) {
            Truth one =
                    element == Nothing.NULL
                            ? Truth.NULL
                            : Truth.of(comparison.apply(new Object[] {value, element}));
            if (one == Truth.of(!all)) {
                return one;
            }
            truth = one == Truth.NULL ? one : truth;
        }
        return truth;
    }

    @Override
    public boolean isConstant() {
        return left.isConstant() && array.isConstant();
    }
}
