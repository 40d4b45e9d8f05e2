package dev.rowhook.filter.function.number;

import dev.rowhook.filter.function.Comparisons;
import dev.rowhook.filter.function.FunctionTable;

/// Functions of bool.
public final class BooleanFunctions {
    private BooleanFunctions() {}

    public static void addTo(FunctionTable table) {
        Comparisons comparisons = new Comparisons(table);
        comparisons.add("bool", Boolean.class, Boolean.class, Boolean::compare);
        comparisons.addOrder("btboolcmp", Boolean.class, Boolean.class, Boolean::compare);
    }
}
