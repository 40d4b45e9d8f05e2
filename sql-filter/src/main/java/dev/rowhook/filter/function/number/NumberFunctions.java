package dev.rowhook.filter.function.number;

import dev.rowhook.filter.function.FunctionTable;

/// All functions of numbers and booleans.
public final class NumberFunctions {
    private NumberFunctions() {}

    public static void addTo(FunctionTable table) {
        BooleanFunctions.addTo(table);
        FloatFunctions.addTo(table);
        IntegerFactors.addTo(table);
        IntegerFunctions.addTo(table);
        NumberCasts.addTo(table);
        NumericFunctions.addTo(table);
        NumericScales.addTo(table);
    }
}
