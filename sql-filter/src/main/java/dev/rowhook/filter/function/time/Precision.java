package dev.rowhook.filter.function.time;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.value.Timestamps;

/// Rounds microseconds to the digits that a type keeps.
final class Precision {
    private static final long[] UNITS = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    private Precision() {}

    /// @param digits -1 for all
    static long rounded(long micros, long digits) {
        return Timestamps.isFinite(micros) ? roundedTime(micros, digits) : micros;
    }

    /// As [#rounded], of what is never infinite. Halves go away from zero.
    static long roundedTime(long micros, long digits) {
        if (digits == -1) {
            return micros;
        }
        if (digits < 0 || digits > 6) {
            throw new EvaluationException("22023", "precision must be between 0 and 6");
        }
        long unit = UNITS[(int) digits];
        long half = unit / 2;
        try {
            return micros >= 0
                    ? Math.addExact(micros, half) / unit * unit
                    : Math.subtractExact(micros, half) / unit * unit;
        } catch (ArithmeticException _) {
            throw new EvaluationException("22008", "interval out of range");
        }
    }
}
