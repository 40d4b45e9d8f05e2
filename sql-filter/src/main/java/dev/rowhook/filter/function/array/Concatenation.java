package dev.rowhook.filter.function.array;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.value.ArrayValue;

import java.util.ArrayList;
import java.util.List;

/// Arrays behind one another. One may also be as an element of the other.
final class Concatenation {
    private Concatenation() {}

    static ArrayValue of(ArrayValue first, ArrayValue second) {
        if (first.dimensions() == 0) {
            return second;
        }
        if (second.dimensions() == 0) {
            return first;
        }
        int deeper = first.dimensions() - second.dimensions();
        ArrayValue outer = deeper >= 0 ? first : second;
        ArrayValue other = deeper >= 0 ? second : first;
        int skipped = deeper == 0 ? 1 : 0;
        if (Math.abs(deeper) > 1
                || !inner(outer.lengths(), 1).equals(inner(other.lengths(), skipped))
                || !inner(outer.lowerBounds(), 1).equals(inner(other.lowerBounds(), skipped))) {
            throw new EvaluationException("2202E", "cannot concatenate incompatible arrays");
        }
        List<Integer> lengths = new ArrayList<>(outer.lengths());
        int length = lengths.getFirst() + (deeper == 0 ? other.lengths().getFirst() : 1);
        requireBounds(outer.lowerBounds().getFirst(), length);
        lengths.set(0, length);
        return new ArrayValue(lengths, outer.lowerBounds(), first.elementsAnd(second.elements()));
    }

    /// @throws EvaluationException 54000 if a dimension so long has too great subscripts
    static void requireBounds(int lowerBound, int length) {
        if ((long) lowerBound + length > Integer.MAX_VALUE) {
            throw new EvaluationException("54000", "array lower bound is too large");
        }
    }

    private static List<Integer> inner(List<Integer> dimensions, int from) {
        return dimensions.subList(from, dimensions.size());
    }
}
