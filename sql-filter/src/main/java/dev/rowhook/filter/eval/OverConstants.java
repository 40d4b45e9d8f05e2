package dev.rowhook.filter.eval;

import dev.rowhook.filter.Span;
import dev.rowhook.filter.function.Implementation;
import dev.rowhook.filter.value.Nothing;

import java.util.List;

/// A comparison with any, or all, of some constants, each made ready for it.
final class OverConstants extends Condition {
    private final Implementation[] comparisons;
    private final Node left;
    private final Object[] constants;
    private final boolean all;

    /// @param comparisons one for each constant
    OverConstants(
            List<Implementation> comparisons,
            Node left,
            List<Object> constants,
            boolean all,
            Span span) {
        super(span);
        this.comparisons = comparisons.toArray(Implementation[]::new);
        this.left = left;
        this.constants = constants.toArray();
        this.all = all;
    }

    @Override
    public Truth truth(ChangedRow row) {
        Object value = left.value(row);
        if (constants.length == 0) {
            return Truth.of(all);
        }
        if (value instanceof Nothing nothing) {
            return nothing == Nothing.NULL ? Truth.NULL : Truth.MISSING;
        }
        Truth truth = Truth.of(all);
        for (int i = 0; i < constants.length; i++) {
            Truth one =
                    constants[i] == Nothing.NULL
                            ? Truth.NULL
                            : Truth.of(comparisons[i].apply(new Object[] {value, constants[i]}));
            if (one == Truth.of(!all)) {
                return one;
            }
            truth = one == Truth.NULL ? one : truth;
        }
        return truth;
    }

    @Override
    public boolean isConstant() {
        return left.isConstant();
    }
}
