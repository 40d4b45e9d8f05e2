package dev.rowhook.filter.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A value of an array type. Immutable.
///
/// @param lengths how long each dimension is; none for the empty array
/// @param lowerBounds the first subscript of each dimension
/// @param elements the last dimension's subscript runs fastest; [Nothing#NULL] where there is none
public record ArrayValue(List<Integer> lengths, List<Integer> lowerBounds, List<Object> elements) {
    /// As many as Postgres takes.
    public static final int MAX_DIMENSIONS = 6;

    private static final ArrayValue EMPTY = new ArrayValue(List.of(), List.of(), List.of());

    public ArrayValue {
        lengths = List.copyOf(lengths);
        lowerBounds = List.copyOf(lowerBounds);
        elements = List.copyOf(elements);
        int size = lengths.stream().reduce(1, Math::multiplyExact);
        if (lowerBounds.size() != lengths.size()
                || elements.size() != (lengths.isEmpty() ? 0 : size)) {
            throw new IllegalArgumentException("bounds and elements differ");
        }
    }

    /// The array without elements, which has no dimensions.
    public static ArrayValue empty() {
        return EMPTY;
    }

    /// Of one dimension, from 1.
    public static ArrayValue of(List<?> elements) {
        return elements.isEmpty()
                ? EMPTY
                : new ArrayValue(List.of(elements.size()), List.of(1), List.copyOf(elements));
    }

    public int dimensions() {
        return lengths.size();
    }

    /// The last subscript of a dimension, counted from 0.
    public int upperBound(int dimension) {
        return lowerBounds.get(dimension) + lengths.get(dimension) - 1;
    }

    /// The element at one subscript; [Nothing#NULL] outside of the bounds, and of an array that has
    /// not one dimension.
    public Object at(long subscript) {
        if (lengths.size() != 1) {
            return Nothing.NULL;
        }
        long index = subscript - lowerBounds.getFirst();
        return index < 0 || index >= elements.size() ? Nothing.NULL : elements.get((int) index);
    }

    /// Of the same shape, with other elements.
    public ArrayValue with(List<?> others) {
        return new ArrayValue(lengths, lowerBounds, List.copyOf(others));
    }

    /// Whether an element is null.
    public boolean hasNull() {
        return elements.contains(Nothing.NULL);
    }

    /// The elements, and others after them.
    public List<Object> elementsAnd(List<?> others) {
        List<Object> all = new ArrayList<>(elements);
        all.addAll(others);
        return Collections.unmodifiableList(all);
    }
}
