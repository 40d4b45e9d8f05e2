package dev.rowhook.filter.function.time;

import dev.rowhook.filter.value.Interval;
import dev.rowhook.filter.value.Timestamps;

/// What the type modifier of an interval leaves of it: `interval(3)`, `interval day to hour`.
final class IntervalPrecision {
    private static final int YEAR = 1 << 2;
    private static final int MONTH = 1 << 1;
    private static final int DAY = 1 << 3;
    private static final int HOUR = 1 << 10;
    private static final int MINUTE = 1 << 11;
    private static final int SECOND = 1 << 12;
    private static final long ANY_PRECISION = 0xFFFF;
    private static final int ANY_RANGE = 0x7FFF;

    private IntervalPrecision() {}

    /// @param modifier the fields in the high half, the digits of seconds in the low half
    static Interval applied(Interval interval, long modifier) {
        if (modifier < 0 || !interval.isFinite()) {
            return interval;
        }
        Interval kept = kept(interval, (int) (modifier >> 16) & ANY_RANGE);
        long digits = modifier & ANY_PRECISION;
        return digits == ANY_PRECISION
                ? kept
                : new Interval(
                        kept.months(), kept.days(), Precision.roundedTime(kept.micros(), digits));
    }

    /// Down to the smallest field.
    private static Interval kept(Interval interval, int fields) {
        int months = interval.months();
        int days = interval.days();
        if (fields == ANY_RANGE || (fields & SECOND) != 0) {
            return interval;
        }
        if ((fields & MINUTE) != 0) {
            return new Interval(months, days, whole(interval.micros(), 60));
        }
        if ((fields & HOUR) != 0) {
            return new Interval(months, days, whole(interval.micros(), 3_600));
        }
        if ((fields & DAY) != 0) {
            return new Interval(months, days, 0);
        }
        if ((fields & MONTH) != 0) {
            return new Interval(months, 0, 0);
        }
        return (fields & YEAR) != 0 ? new Interval(months / 12 * 12, 0, 0) : interval;
    }

    private static long whole(long micros, long seconds) {
        return micros - micros % (seconds * Timestamps.SECOND);
    }
}
