package dev.rowhook.filter.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Floating point numbers as Postgres writes them: the fewest digits that are read back as the same
/// number, in plain notation or with an exponent. Of several such the nearest to the number.
///
/// Unlike Java, Postgres does not take a decimal that lies halfway between two numbers, and has no
/// least count of digits.
final class FloatText {
    private static final int LEAST_PLAIN_EXPONENT = -4;
    private static final int FEWEST_DIGITS_OF_JAVA = 2;
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private FloatText() {}

    static String of(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
            return special(value);
        }
        double size = Math.abs(value);
        Neighbourhood near =
                new Neighbourhood(
                        new BigDecimal(size),
                        new BigDecimal(Math.ulp(Math.nextDown(size))),
                        new BigDecimal(Math.ulp(size)));
        return text(value < 0, near.shortest(new BigDecimal(Double.toString(size))), 15);
    }

    static String of(float value) {
        if (Float.isNaN(value) || Float.isInfinite(value) || value == 0) {
            return special(value);
        }
        float size = Math.abs(value);
        Neighbourhood near =
                new Neighbourhood(
                        new BigDecimal(size),
                        new BigDecimal(Math.ulp(Math.nextDown(size))),
                        new BigDecimal(Math.ulp(size)));
        return text(value < 0, near.shortest(new BigDecimal(Float.toString(size))), 6);
    }

    /// A number with the distances to the numbers below and above.
    private record Neighbourhood(BigDecimal value, BigDecimal below, BigDecimal above) {

        /// @param candidate what Java takes for the shortest
        BigDecimal shortest(BigDecimal candidate) {
            BigDecimal stripped = candidate.stripTrailingZeros();
            if (stripped.precision() > FEWEST_DIGITS_OF_JAVA && isReadBack(stripped)) {
                return stripped;
            }
            int digits = 1;
            BigDecimal found = nearest(digits);
            while (!isReadBack(found)) {
                digits++;
                found = nearest(digits);
            }
            return found.stripTrailingZeros();
        }

        /// With so many digits the nearest that is read back, or one that is not.
        private BigDecimal nearest(int digits) {
            BigDecimal nearest = value.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            return isReadBack(nearest)
                    ? nearest
                    // The numbers above a power of two are farther away than those below.
                    : value.round(new MathContext(digits, RoundingMode.UP));
        }

        private boolean isReadBack(BigDecimal decimal) {
            BigDecimal distance = decimal.subtract(value);
            BigDecimal limit = distance.signum() < 0 ? below : above;
            return distance.abs().compareTo(limit.multiply(HALF)) < 0;
        }
    }

    private static String special(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        return Double.toString(value);
    }

    /// @param mostPlainExponent numbers with an exponent from this on show it
    private static String text(boolean negative, BigDecimal digits, int mostPlainExponent) {
        String sign = negative ? "-" : "";
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= LEAST_PLAIN_EXPONENT && exponent < mostPlainExponent) {
            return sign + digits.toPlainString();
        }
        String unscaled = digits.unscaledValue().toString();
        String mantissa =
                unscaled.length() == 1
                        ? unscaled
                        : unscaled.charAt(0) + "." + unscaled.substring(1);
        return "%s%se%s%02d"
                .formatted(sign, mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
