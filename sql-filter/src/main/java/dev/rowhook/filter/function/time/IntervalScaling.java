package dev.rowhook.filter.function.time;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.value.Interval;

import java.util.function.DoubleUnaryOperator;

/// Intervals times a number, and divided by one: in the double arithmetic of Postgres, step by
/// step, so that the result is the same to the microsecond.
final class IntervalScaling {
    private static final double SECONDS_PER_DAY = 86_400;
    private static final double MICROS_PER_SECOND = 1_000_000;

    private IntervalScaling() {}

    static Interval times(Interval interval, double factor) {
        if (Double.isNaN(factor)) {
            throw Interval.outOfRange();
        }
        if (!interval.isFinite()) {
            if (factor == 0) {
                throw Interval.outOfRange();
            }
            return factor < 0 ? interval.negated() : interval;
        }
        if (Double.isInfinite(factor)) {
            int sign = interval.compareTo(new Interval(0, 0, 0));
            if (sign == 0) {
                throw Interval.outOfRange();
            }
            return factor * sign < 0 ? Interval.MINUS_INFINITY : Interval.INFINITY;
        }
        return scaled(interval, number -> number * factor);
    }

    static Interval dividedBy(Interval interval, double divisor) {
        if (divisor == 0) {
            throw new EvaluationException("22012", "division by zero");
        }
        if (Double.isNaN(divisor)) {
            throw Interval.outOfRange();
        }
        if (!interval.isFinite()) {
            if (Double.isInfinite(divisor)) {
                throw Interval.outOfRange();
            }
            return divisor < 0 ? interval.negated() : interval;
        }
        return scaled(interval, number -> number / divisor);
    }

    /// Fractions of months become days of which a month has 30, those of days become seconds.
    private static Interval scaled(Interval interval, DoubleUnaryOperator scale) {
        double scaledMonths = scale.applyAsDouble(interval.months());
        double scaledDays = scale.applyAsDouble(interval.days());
        int months = int32(scaledMonths);
        long days = int32(scaledDays);
        double monthRest = rounded((scaledMonths - months) * 30);
        double secondRest =
                rounded((scaledDays - days + monthRest - (int) monthRest) * SECONDS_PER_DAY);
        if (Math.abs(secondRest) >= SECONDS_PER_DAY) {
            int whole = (int) (secondRest / SECONDS_PER_DAY);
            days += whole;
            secondRest -= whole * SECONDS_PER_DAY;
        }
        days += (int) monthRest;
        double micros =
                Math.rint(
                        scale.applyAsDouble((double) interval.micros())
                                + secondRest * MICROS_PER_SECOND);
        return Interval.finite(months, days, int64(micros));
    }

    private static double rounded(double number) {
        return Math.rint(number * MICROS_PER_SECOND) / MICROS_PER_SECOND;
    }

    private static int int32(double number) {
        if (!(number >= Integer.MIN_VALUE && number < 0x1p31)) {
            throw Interval.outOfRange();
        }
        return (int) number;
    }

    private static long int64(double number) {
        if (!(number >= -0x1p63 && number < 0x1p63)) {
            throw Interval.outOfRange();
        }
        return (long) number;
    }
}
