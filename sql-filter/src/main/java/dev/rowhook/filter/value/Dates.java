package dev.rowhook.filter.value;

import dev.rowhook.filter.EvaluationException;

import java.time.LocalDate;

/// Values of `date`: days since 2000-01-01, as Postgres counts them.
public final class Dates {
    public static final int INFINITY = Integer.MAX_VALUE;
    public static final int MINUS_INFINITY = Integer.MIN_VALUE;

    /// 4714-11-24 BC.
    static final int FIRST = -2_451_545;

    /// 5874898-01-01, the first day that is none of Postgres's.
    private static final int END = 2_145_031_949;

    private static final int EPOCH = 10_957;

    private Dates() {}

    public static boolean isFinite(int date) {
        return date != INFINITY && date != MINUS_INFINITY;
    }

    /// @throws EvaluationException 22008
    public static int checked(long days) {
        if (days < FIRST || days >= END) {
            throw new EvaluationException("22008", "date out of range");
        }
        return (int) days;
    }

    /// The day, which must be finite, in the calendar.
    public static LocalDate toCalendar(long date) {
        return LocalDate.ofEpochDay(date + EPOCH);
    }

    public static long fromCalendar(LocalDate day) {
        return day.toEpochDay() - EPOCH;
    }

    static Integer read(String text) {
        return switch (DateTimeReader.dateTime(text, "date")) {
            case DateTimeText.Infinite(boolean negative) -> negative ? MINUS_INFINITY : INFINITY;
            case DateTimeText.Epoch _ -> -EPOCH;
            case DateTimeText.Moment moment -> checked(moment.day());
        };
    }

    static String write(int date) {
        if (!isFinite(date)) {
            return date == INFINITY ? "infinity" : "-infinity";
        }
        LocalDate day = toCalendar(date);
        StringBuilder text = new StringBuilder(10);
        DateTimeWriter.day(text, day);
        DateTimeWriter.era(text, day);
        return text.toString();
    }
}
