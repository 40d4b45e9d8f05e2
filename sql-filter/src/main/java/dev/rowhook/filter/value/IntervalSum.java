package dev.rowhook.filter.value;

import dev.rowhook.filter.EvaluationException;

/// Adds up the parts of an interval as they are read, rounding where Postgres rounds. Not
/// thread-safe.
final class IntervalSum {
    private long years;
    private long months;
    private long days;
    private long micros;

    void add(IntervalUnit unit, long whole, double fraction) {
        try {
            switch (unit.part()) {
                case MICROS -> {
                    micros(whole, unit.size());
                    fractionOfMicros(fraction * unit.size());
                }
                case DAYS -> {
                    days = narrow(Math.addExact(days, Math.multiplyExact(whole, unit.size())));
                    if (unit == IntervalUnit.DAY) {
                        fractionOfMicros(fraction * Timestamps.DAY);
                    } else {
                        fractionOfDays(fraction * unit.size());
                    }
                }
                case MONTHS -> {
                    months = narrow(Math.addExact(months, whole));
                    fractionOfDays(fraction * 30);
                }
                case YEARS -> {
                    years = narrow(Math.addExact(years, Math.multiplyExact(whole, unit.size())));
                    double more = Math.rint(fraction * unit.size() * 12);
                    months = narrow(Math.addExact(months, (long) more));
                }
            }
        } catch (ArithmeticException _) {
            throw outOfRange();
        }
    }

    private void micros(long whole, long size) {
        micros = Math.addExact(micros, Math.multiplyExact(whole, size));
    }

    private void fractionOfMicros(double fraction) {
        long whole = (long) fraction;
        whole += (long) Math.rint(fraction - whole);
        micros = Math.addExact(micros, whole);
    }

    private void fractionOfDays(double fraction) {
        int whole = (int) fraction;
        days = narrow(Math.addExact(days, whole));
        fractionOfMicros((fraction - whole) * Timestamps.DAY);
    }

    /// `HH:MM:SS.f`, all of one sign.
    void addTime(boolean negative, long time) {
        try {
            micros = negative ? Math.subtractExact(micros, time) : Math.addExact(micros, time);
        } catch (ArithmeticException _) {
            throw outOfRange();
        }
    }

    void negate() {
        try {
            years = narrow(-years);
            months = narrow(-months);
            days = narrow(-days);
            micros = Math.negateExact(micros);
        } catch (ArithmeticException _) {
            throw outOfRange();
        }
    }

    /// @throws EvaluationException 22008
    Interval total() {
        return Interval.finite(years * 12 + months, days, micros);
    }

    private static long narrow(long number) {
        return Math.toIntExact(number);
    }

    private static EvaluationException outOfRange() {
        return new EvaluationException("22015", "interval field value out of range");
    }
}
