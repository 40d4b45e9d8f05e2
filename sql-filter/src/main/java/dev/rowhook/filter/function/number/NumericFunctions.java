package dev.rowhook.filter.function.number;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.function.Comparisons;
import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.value.Errors;
import dev.rowhook.filter.value.Numeric;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.BinaryOperator;

/// Functions of numeric, with the digits after the point that Postgres shows (`numeric.c`).
public final class NumericFunctions {
    private static final int MOST_DIGITS_BEFORE_THE_POINT = 131_072;
    private static final int MOST_DIGITS = 16_383;

    private NumericFunctions() {}

    public static void addTo(FunctionTable table) {
        Comparisons comparisons = new Comparisons(table);
        comparisons.add("numeric_", Numeric.class, Numeric.class, Numeric::compareTo);
        comparisons.addOrder("numeric_cmp", Numeric.class, Numeric.class, Numeric::compareTo);
        binary(table, "numeric_add", NumericFunctions::sum);
        binary(table, "numeric_sub", (a, b) -> sum(a, b.negated()));
        binary(table, "numeric_mul", NumericFunctions::product);
        binary(table, "numeric_div", NumericQuotient::of);
        binary(table, "numeric_div_trunc", NumericQuotient::truncated);
        binary(table, "numeric_mod", NumericFunctions::remainder);
        table.unary("numeric_uminus", Numeric.class, Numeric::negated);
        table.unary("numeric_uplus", Numeric.class, a -> a);
        table.unary("numeric_abs", Numeric.class, a -> a.signum() < 0 ? a.negated() : a);
        table.unary(
                "numeric_sign", Numeric.class, a -> a.isNaN() ? a : Numeric.of((long) a.signum()));
        table.unary("numeric_ceil", Numeric.class, a -> whole(a, RoundingMode.CEILING));
        table.unary("numeric_floor", Numeric.class, a -> whole(a, RoundingMode.FLOOR));
        table.binary(
                "numeric_round",
                Numeric.class,
                Long.class,
                (a, digits) -> rounded(a, digits, RoundingMode.HALF_UP));
        table.binary(
                "numeric_trunc",
                Numeric.class,
                Long.class,
                (a, digits) -> rounded(a, digits, RoundingMode.DOWN));
        table.binary("numeric", Numeric.class, Long.class, NumericFunctions::coerced);
    }

    private static void binary(FunctionTable table, String name, BinaryOperator<Numeric> operator) {
        table.binary(name, Numeric.class, Numeric.class, operator::apply);
    }

    private static Numeric sum(Numeric left, Numeric right) {
        if (left.isFinite() && right.isFinite()) {
            return Numeric.of(left.decimal().add(right.decimal()));
        }
        if (left.isNaN() || right.isNaN()) {
            return Numeric.NAN;
        }
        if (left.isInfinite() && right.isInfinite() && left.signum() != right.signum()) {
            return Numeric.NAN;
        }
        return left.isInfinite() ? left : right;
    }

    private static Numeric product(Numeric left, Numeric right) {
        if (left.isFinite() && right.isFinite()) {
            BigDecimal product = left.decimal().multiply(right.decimal());
            return Numeric.of(
                    product.scale() > MOST_DIGITS
                            ? product.setScale(MOST_DIGITS, RoundingMode.HALF_UP)
                            : product);
        }
        int sign = left.signum() * right.signum();
        if (left.isNaN() || right.isNaN() || sign == 0) {
            return Numeric.NAN;
        }
        return sign > 0 ? Numeric.INFINITY : Numeric.MINUS_INFINITY;
    }

    private static Numeric remainder(Numeric left, Numeric right) {
        if (left.isNaN() || right.isNaN()) {
            return Numeric.NAN;
        }
        if (left.isInfinite()) {
            if (right.isFinite() && right.signum() == 0) {
                throw Errors.divisionByZero();
            }
            return Numeric.NAN;
        }
        if (right.isInfinite()) {
            return left;
        }
        if (right.signum() == 0) {
            throw Errors.divisionByZero();
        }
        BigDecimal remainder = left.decimal().remainder(right.decimal());
        return Numeric.of(
                remainder.setScale(Math.max(left.decimal().scale(), right.decimal().scale())));
    }

    private static Numeric whole(Numeric value, RoundingMode mode) {
        return value.isFinite() ? Numeric.of(value.decimal().setScale(0, mode)) : value;
    }

    private static Numeric rounded(Numeric value, long digits, RoundingMode mode) {
        if (!value.isFinite()) {
            return value;
        }
        int scale = Math.clamp(digits, -MOST_DIGITS_BEFORE_THE_POINT, MOST_DIGITS);
        BigDecimal rounded = value.decimal().setScale(scale, mode);
        return Numeric.of(rounded.setScale(Math.max(0, scale), mode));
    }

    /// To the precision and scale that a modifier says.
    private static Numeric coerced(Numeric value, long modifier) {
        if (modifier < 4) {
            return value;
        }
        int precision = (int) (((modifier - 4) >> 16) & 0xffff);
        int scale = (int) ((((modifier - 4) & 0x7ff) ^ 1024) - 1024);
        if (value.isNaN()) {
            return value;
        }
        if (value.isInfinite()) {
            throw fieldOverflow();
        }
        BigDecimal rounded = value.decimal().setScale(scale, RoundingMode.HALF_UP);
        int digits = rounded.precision() - rounded.scale();
        if (rounded.signum() != 0 && digits > precision - scale) {
            throw fieldOverflow();
        }
        return Numeric.of(rounded.setScale(Math.max(0, scale), RoundingMode.UNNECESSARY));
    }

    private static EvaluationException fieldOverflow() {
        return new EvaluationException("22003", "numeric field overflow");
    }
}
