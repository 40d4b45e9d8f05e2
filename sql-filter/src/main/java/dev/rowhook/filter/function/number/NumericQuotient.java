package dev.rowhook.filter.function.number;

import dev.rowhook.filter.value.Errors;
import dev.rowhook.filter.value.Numeric;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// Division of numerics, with as many digits as Postgres gives it (`select_div_scale`): at least
/// sixteen that count, reckoned in digits of base 10 000.
final class NumericQuotient {
    private static final int DIGITS_OF_A_BASE_DIGIT = 4;
    private static final int LEAST_SIGNIFICANT_DIGITS = 16;
    private static final int MOST_DIGITS = 1_000;

    private NumericQuotient() {}

    static Numeric of(Numeric left, Numeric right) {
        return left.isFinite() && right.isFinite() && right.signum() != 0
                ? finite(left.decimal(), right.decimal())
                : special(left, right);
    }

    /// Without the digits after the point.
    static Numeric truncated(Numeric left, Numeric right) {
        return left.isFinite() && right.isFinite() && right.signum() != 0
                ? Numeric.of(left.decimal().divideToIntegralValue(right.decimal()).setScale(0))
                : special(left, right);
    }

    private static Numeric finite(BigDecimal left, BigDecimal right) {
        return Numeric.of(left.divide(right, scale(left, right), RoundingMode.HALF_UP));
    }

    private static Numeric special(Numeric left, Numeric right) {
        if (left.isNaN() || right.isNaN()) {
            return Numeric.NAN;
        }
        if (right.isFinite() && right.signum() == 0) {
            throw Errors.divisionByZero();
        }
        return left.isInfinite() ? infinite(left, right) : Numeric.of(0);
    }

    private static Numeric infinite(Numeric left, Numeric right) {
        if (right.isInfinite()) {
            return Numeric.NAN;
        }
        return left.signum() * right.signum() > 0 ? Numeric.INFINITY : Numeric.MINUS_INFINITY;
    }

    private static int scale(BigDecimal left, BigDecimal right) {
        int weight = weight(left) - weight(right);
        if (firstDigit(left) <= firstDigit(right)) {
            weight--;
        }
        int scale = LEAST_SIGNIFICANT_DIGITS - weight * DIGITS_OF_A_BASE_DIGIT;
        scale = Math.max(scale, Math.max(left.scale(), right.scale()));
        return Math.clamp(scale, 0, MOST_DIGITS);
    }

    /// The place of the first base digit that is not zero, 0 before the point.
    private static int weight(BigDecimal value) {
        return value.signum() == 0 ? 0 : Math.floorDiv(exponent(value), DIGITS_OF_A_BASE_DIGIT);
    }

    /// The first base digit that is not zero.
    private static int firstDigit(BigDecimal value) {
        if (value.signum() == 0) {
            return 0;
        }
        int shift = weight(value) * DIGITS_OF_A_BASE_DIGIT;
        BigInteger digit = value.abs().scaleByPowerOfTen(-shift).toBigInteger();
        return digit.intValueExact();
    }

    /// Of the first decimal digit that is not zero.
    private static int exponent(BigDecimal value) {
        return value.precision() - value.scale() - 1;
    }
}
