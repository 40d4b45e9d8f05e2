package dev.rowhook.filter.function.number;

import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.value.Nothing;
import dev.rowhook.filter.value.Numeric;

import java.math.BigDecimal;

/// How many digits after the point numerics show, and how many they need. NaN and the infinities
/// have no such count.
public final class NumericScales {
    private NumericScales() {}

    public static void addTo(FunctionTable table) {
        table.unary(
                "numeric_scale",
                Numeric.class,
                a -> a.isFinite() ? (Object) (long) a.decimal().scale() : Nothing.NULL);
        table.unary(
                "numeric_min_scale",
                Numeric.class,
                a -> a.isFinite() ? (Object) (long) trimmed(a.decimal()).scale() : Nothing.NULL);
        table.unary(
                "numeric_trim_scale",
                Numeric.class,
                a -> a.isFinite() ? Numeric.of(trimmed(a.decimal())) : a);
    }

    private static BigDecimal trimmed(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
