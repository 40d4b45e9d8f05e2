package dev.rowhook.filter.function.array;

import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.value.ArrayValue;
import dev.rowhook.filter.value.Nothing;

import java.util.function.ToIntBiFunction;

/// How long arrays are, and from where to where they count.
public final class ArrayBounds {
    private ArrayBounds() {}

    public static void addTo(FunctionTable table) {
        table.unary(
                "array_ndims",
                ArrayValue.class,
                array ->
                        array.dimensions() == 0
                                ? Nothing.NULL
                                : (Object) (long) array.dimensions());
        table.unary("array_cardinality", ArrayValue.class, array -> (long) array.elements().size());
        ofDimension(table, "array_length", (array, dimension) -> array.lengths().get(dimension));
        ofDimension(table, "array_lower", (array, dimension) -> array.lowerBounds().get(dimension));
        ofDimension(table, "array_upper", ArrayValue::upperBound);
    }

    private static void ofDimension(
            FunctionTable table, String prosrc, ToIntBiFunction<ArrayValue, Integer> bound) {
        table.binary(
                prosrc,
                ArrayValue.class,
                Long.class,
                (array, dimension) ->
                        dimension < 1 || dimension > array.dimensions()
                                ? Nothing.NULL
                                : (Object) (long) bound.applyAsInt(array, (int) (dimension - 1)));
    }
}
