package dev.rowhook.filter.value;

import dev.rowhook.filter.EvaluationException;

/// A value of `interval`. Ordered as Postgres does, with months of 30 days and days of 24 hours;
/// two that compare as equal need not be the same.
public record Interval(int months, int days, long micros) implements Comparable<Interval> {
    public static final Interval INFINITY =
            new Interval(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);
    public static final Interval MINUS_INFINITY =
            new Interval(Integer.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE);

    public boolean isFinite() {
        return !equals(INFINITY) && !equals(MINUS_INFINITY);
    }

    /// @throws EvaluationException 22008
    public static Interval finite(long months, long days, long micros) {
        if (months != (int) months || days != (int) days) {
            throw outOfRange();
        }
        Interval interval = new Interval((int) months, (int) days, micros);
        if (!interval.isFinite()) {
            throw outOfRange();
        }
        return interval;
    }

    public Interval negated() {
        if (!isFinite()) {
            return equals(INFINITY) ? MINUS_INFINITY : INFINITY;
        }
        return finite(-(long) months, -(long) days, subtracted(0, micros));
    }

    public Interval plus(Interval other) {
        if (isFinite() && other.isFinite()) {
            return finite(
                    (long) months + other.months,
                    (long) days + other.days,
                    added(micros, other.micros));
        }
        if (!isFinite() && !other.isFinite() && !equals(other)) {
            throw outOfRange();
        }
        return isFinite() ? other : this;
    }

    public Interval minus(Interval other) {
        if (isFinite() && other.isFinite()) {
            return finite(
                    (long) months - other.months,
                    (long) days - other.days,
                    subtracted(micros, other.micros));
        }
        return plus(other.isFinite() ? other : other.negated());
    }

    /// With whole days of the microseconds among the days, and both of one sign.
    public Interval justifiedHours() {
        if (!isFinite()) {
            return this;
        }
        long whole = micros / Timestamps.DAY;
        long rest = micros % Timestamps.DAY;
        long total = days + whole;
        if (total > 0 && rest < 0) {
            return finite(months, total - 1, rest + Timestamps.DAY);
        }
        if (total < 0 && rest > 0) {
            return finite(months, total + 1, rest - Timestamps.DAY);
        }
        return finite(months, total, rest);
    }

    @Override
    public int compareTo(Interval other) {
        int order = Long.compare(wholeDays(), other.wholeDays());
        return order != 0
                ? order
                : Long.compare(Timestamps.timeOfDay(micros), Timestamps.timeOfDay(other.micros));
    }

    private long wholeDays() {
        return months * 30L + days + Timestamps.day(micros);
    }

    private static long added(long first, long second) {
        long sum = first + second;
        if (((first ^ sum) & (second ^ sum)) < 0) {
            throw outOfRange();
        }
        return sum;
    }

    private static long subtracted(long first, long second) {
        long difference = first - second;
        if (((first ^ second) & (first ^ difference)) < 0) {
            throw outOfRange();
        }
        return difference;
    }

    public static EvaluationException outOfRange() {
        return new EvaluationException("22008", "interval out of range");
    }

    static Interval read(String text) {
        return IntervalReader.read(text);
    }

    /// As `intervalstyle` postgres has it.
    @Override
    public String toString() {
        if (!isFinite()) {
            return equals(INFINITY) ? "infinity" : "-infinity";
        }
        return IntervalWriter.write(this);
    }
}
