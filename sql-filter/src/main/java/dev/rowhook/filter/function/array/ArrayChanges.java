package dev.rowhook.filter.function.array;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.function.Implementation;
import dev.rowhook.filter.value.ArrayValue;
import dev.rowhook.filter.value.Nothing;

import java.util.ArrayList;
import java.util.List;

/// Arrays made of others, and the places of elements. All take nulls, as elements or as arrays.
public final class ArrayChanges {
    private ArrayChanges() {}

    public static void addTo(FunctionTable table) {
        add(table, "array_append", arguments -> append(arguments[0], arguments[1]));
        add(table, "array_prepend", arguments -> prepend(arguments[0], arguments[1]));
        add(table, "array_cat", arguments -> both(arguments[0], arguments[1]));
        search(table, "array_position", ArrayChanges::position);
        search(table, "array_remove", ArrayChanges::without);
    }

    private static void add(FunctionTable table, String prosrc, Implementation function) {
        table.add(prosrc, function.takingNulls());
    }

    private static void search(FunctionTable table, String prosrc, Search search) {
        table.make(
                prosrc,
                site -> {
                    ElementOrder order =
                            ElementOrder.ofArray(site.arguments().getFirst(), site.collation());
                    Implementation function =
                            arguments -> search.in(arguments[0], arguments[1], order);
                    return function.takingNulls();
                });
    }

    /// Looks for an element.
    @FunctionalInterface
    private interface Search {
        Object in(Object array, Object element, ElementOrder order);
    }

    private static Object append(Object array, Object element) {
        ArrayValue before = row(array);
        if (before.dimensions() == 1) {
            Concatenation.requireBounds(
                    before.lowerBounds().getFirst(), before.lengths().getFirst() + 1);
        }
        return row(before, before.elementsAnd(List.of(element)));
    }

    private static Object prepend(Object element, Object array) {
        ArrayValue after = row(array);
        if (after.dimensions() == 1) {
            requireRoomBefore(after.lowerBounds().getFirst());
        }
        List<Object> elements = new ArrayList<>(List.of(element));
        elements.addAll(after.elements());
        return row(after, elements);
    }

    /// An array of one dimension or none. Null counts as empty.
    private static ArrayValue row(Object array) {
        ArrayValue value = array == Nothing.NULL ? ArrayValue.empty() : (ArrayValue) array;
        if (value.dimensions() > 1) {
            throw new EvaluationException(
                    "22000", "argument must be empty or one-dimensional array");
        }
        return value;
    }

    /// From where the other counts.
    private static ArrayValue row(ArrayValue other, List<Object> elements) {
        if (other.dimensions() == 0 || elements.isEmpty()) {
            return ArrayValue.of(elements);
        }
        return new ArrayValue(List.of(elements.size()), other.lowerBounds(), elements);
    }

    private static void requireRoomBefore(int lowerBound) {
        if (lowerBound == Integer.MIN_VALUE) {
            throw new EvaluationException("22003", "integer out of range");
        }
    }

    private static Object both(Object first, Object second) {
        if (first == Nothing.NULL || second == Nothing.NULL) {
            return first == Nothing.NULL ? second : first;
        }
        return Concatenation.of((ArrayValue) first, (ArrayValue) second);
    }

    private static Object position(Object array, Object element, ElementOrder order) {
        if (array == Nothing.NULL) {
            return Nothing.NULL;
        }
        ArrayValue searched = searched((ArrayValue) array);
        for (int at = 0; at < searched.elements().size(); at++) {
            if (order.compare(searched.elements().get(at), element) == 0) {
                return (long) searched.lowerBounds().getFirst() + at;
            }
        }
        return Nothing.NULL;
    }

    private static Object without(Object array, Object element, ElementOrder order) {
        if (array == Nothing.NULL) {
            return Nothing.NULL;
        }
        ArrayValue searched = searched((ArrayValue) array);
        return row(
                searched,
                searched.elements().stream()
                        .filter(each -> order.compare(each, element) != 0)
                        .toList());
    }

    private static ArrayValue searched(ArrayValue array) {
        if (array.dimensions() > 1) {
            throw new EvaluationException(
                    "0A000", "searching for elements in multidimensional arrays is not supported");
        }
        return array;
    }
}
