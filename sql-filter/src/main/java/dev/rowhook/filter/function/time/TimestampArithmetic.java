package dev.rowhook.filter.function.time;

import dev.rowhook.filter.value.Dates;
import dev.rowhook.filter.value.Interval;
import dev.rowhook.filter.value.Timestamps;

import java.time.LocalDate;

/// Timestamps and intervals. A month later is the same day of the month, or the month's last.
final class TimestampArithmetic {
    private TimestampArithmetic() {}

    static long plus(long timestamp, Interval interval) {
        if (!interval.isFinite()) {
            return infinite(timestamp, interval);
        }
        if (!Timestamps.isFinite(timestamp)) {
            return timestamp;
        }
        long moved = timestamp;
        if (interval.months() != 0) {
            moved = plusMonths(moved, interval.months());
        }
        if (interval.days() != 0) {
            moved =
                    Timestamps.of(
                            Timestamps.day(moved) + interval.days(), Timestamps.timeOfDay(moved));
        }
        try {
            return Timestamps.checked(Math.addExact(moved, interval.micros()));
        } catch (ArithmeticException _) {
            throw Timestamps.outOfRange();
        }
    }

    private static long infinite(long timestamp, Interval interval) {
        long infinity =
                interval.equals(Interval.INFINITY)
                        ? Timestamps.INFINITY
                        : Timestamps.MINUS_INFINITY;
        if (!Timestamps.isFinite(timestamp) && timestamp != infinity) {
            throw Timestamps.outOfRange();
        }
        return infinity;
    }

    private static long plusMonths(long timestamp, int months) {
        LocalDate day = Dates.toCalendar(Timestamps.day(timestamp)).plusMonths(months);
        return Timestamps.of(Dates.fromCalendar(day), Timestamps.timeOfDay(timestamp));
    }

    static long minus(long timestamp, Interval interval) {
        return plus(timestamp, interval.negated());
    }

    /// In days and what remains of a day.
    static Interval minus(long timestamp, long other) {
        if (!Timestamps.isFinite(timestamp) || !Timestamps.isFinite(other)) {
            if (timestamp == other) {
                throw Interval.outOfRange();
            }
            return timestamp > other ? Interval.INFINITY : Interval.MINUS_INFINITY;
        }
        try {
            return new Interval(0, 0, Math.subtractExact(timestamp, other)).justifiedHours();
        } catch (ArithmeticException _) {
            throw Interval.outOfRange();
        }
    }
}
