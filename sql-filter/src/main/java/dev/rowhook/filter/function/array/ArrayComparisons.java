package dev.rowhook.filter.function.array;

import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.function.Maker;
import dev.rowhook.filter.value.ArrayValue;
import dev.rowhook.filter.value.Nothing;

import java.util.Iterator;
import java.util.List;
import java.util.function.IntPredicate;

/// Comparisons of arrays, and what one has of another.
public final class ArrayComparisons {
    private ArrayComparisons() {}

    public static void addTo(FunctionTable table) {
        table.make("array_eq", equality(true));
        table.make("array_ne", equality(false));
        table.make("array_lt", order(result -> result < 0));
        table.make("array_le", order(result -> result <= 0));
        table.make("array_gt", order(result -> result > 0));
        table.make("array_ge", order(result -> result >= 0));
        table.make(
                "btarraycmp",
                site -> {
                    ElementOrder order =
                            ElementOrder.sorting(site.arguments().getFirst(), site.collation());
                    return arguments ->
                            (long)
                                    compare(
                                            (ArrayValue) arguments[0],
                                            (ArrayValue) arguments[1],
                                            order);
                });
        table.make("arraycontains", members((first, second, order) -> all(second, first, order)));
        table.make("arraycontained", members(ArrayComparisons::all));
        table.make("arrayoverlap", members(ArrayComparisons::any));
    }

    private static Maker equality(boolean wanted) {
        return members((first, second, order) -> equal(first, second, order) == wanted);
    }

    private static Maker order(IntPredicate holds) {
        return site -> {
            ElementOrder order =
                    ElementOrder.sorting(site.arguments().getFirst(), site.collation());
            return arguments ->
                    holds.test(
                            compare((ArrayValue) arguments[0], (ArrayValue) arguments[1], order));
        };
    }

    private static Maker members(Test test) {
        return site -> {
            ElementOrder order =
                    ElementOrder.ofArray(site.arguments().getFirst(), site.collation());
            return arguments ->
                    test.of((ArrayValue) arguments[0], (ArrayValue) arguments[1], order);
        };
    }

    @FunctionalInterface
    private interface Test {
        boolean of(ArrayValue first, ArrayValue second, ElementOrder order);
    }

    private static boolean equal(ArrayValue first, ArrayValue second, ElementOrder order) {
        return first.lengths().equals(second.lengths())
                && first.lowerBounds().equals(second.lowerBounds())
                && compareElements(first, second, order) == 0;
    }

    /// The elements decide; then their number, and the shape.
    private static int compare(ArrayValue first, ArrayValue second, ElementOrder order) {
        int byElements = compareElements(first, second, order);
        if (byElements != 0) {
            return Integer.signum(byElements);
        }
        int bySize = Integer.compare(first.elements().size(), second.elements().size());
        if (bySize != 0) {
            return bySize;
        }
        int byDimensions = Integer.compare(first.dimensions(), second.dimensions());
        if (byDimensions != 0) {
            return byDimensions;
        }
        int byLengths = compare(first.lengths(), second.lengths());
        return byLengths == 0 ? compare(first.lowerBounds(), second.lowerBounds()) : byLengths;
    }

    private static int compareElements(ArrayValue first, ArrayValue second, ElementOrder order) {
        Iterator<Object> others = second.elements().iterator();
        for (Object element : first.elements()) {
            int result = others.hasNext() ? order.compare(element, others.next()) : 0;
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }

    private static int compare(List<Integer> first, List<Integer> second) {
        for (int at = 0; at < first.size(); at++) {
            int result = first.get(at).compareTo(second.get(at));
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }

    /// Whether each element is one of the others. A null is none.
    private static boolean all(ArrayValue elements, ArrayValue others, ElementOrder order) {
        return elements.elements().stream().allMatch(element -> isIn(element, others, order));
    }

    private static boolean any(ArrayValue elements, ArrayValue others, ElementOrder order) {
        return elements.elements().stream().anyMatch(element -> isIn(element, others, order));
    }

    private static boolean isIn(Object element, ArrayValue others, ElementOrder order) {
        return element != Nothing.NULL
                && others.elements().stream().anyMatch(other -> order.equal(element, other));
    }
}
