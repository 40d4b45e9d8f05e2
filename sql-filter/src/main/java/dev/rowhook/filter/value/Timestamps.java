package dev.rowhook.filter.value;

import dev.rowhook.filter.EvaluationException;

import java.time.LocalDate;

/// Values of `timestamp` and `timestamptz`: microseconds since 2000-01-01 00:00 (UTC), as Postgres
/// counts them. Counted from 1970 the last years would not fit.
public final class Timestamps {
    public static final long INFINITY = Long.MAX_VALUE;
    public static final long MINUS_INFINITY = Long.MIN_VALUE;
    public static final long DAY = 86_400_000_000L;
    public static final long SECOND = 1_000_000L;

    private static final long FIRST = Dates.FIRST * DAY;

    /// 294277-01-01, the first that is none of Postgres's.
    private static final int END_DAY = 106_751_983;

    private static final long END = END_DAY * DAY;
    private static final long EPOCH = 946_684_800_000_000L;

    private Timestamps() {}

    public static boolean isFinite(long timestamp) {
        return timestamp != INFINITY && timestamp != MINUS_INFINITY;
    }

    /// @throws EvaluationException 22008
    public static long checked(long timestamp) {
        if (timestamp < FIRST || timestamp >= END) {
            throw outOfRange();
        }
        return timestamp;
    }

    /// That many microseconds after a day's begin.
    ///
    /// @throws EvaluationException 22008
    public static long of(long day, long micros) {
        if (day < Dates.FIRST - 1 || day > END_DAY) {
            throw outOfRange();
        }
        // Neither product nor sum overflow by more than a day, which the comparison sees.
        long timestamp = day * DAY + micros;
        if (day > 0 && timestamp < 0) {
            throw outOfRange();
        }
        return checked(timestamp);
    }

    /// Whether a finite date has a timestamp.
    public static boolean covers(int date) {
        return date < END_DAY;
    }

    /// The begin of the day, or infinity.
    ///
    /// @throws EvaluationException 22008
    public static long ofDate(int date) {
        if (date == Dates.INFINITY) {
            return INFINITY;
        }
        if (date == Dates.MINUS_INFINITY) {
            return MINUS_INFINITY;
        }
        if (!covers(date)) {
            throw new EvaluationException("22008", "date out of range for timestamp");
        }
        return date * DAY;
    }

    /// The day of a finite timestamp, in days since 2000-01-01.
    public static long day(long timestamp) {
        return Math.floorDiv(timestamp, DAY);
    }

    /// The microseconds since midnight of a finite timestamp.
    public static long timeOfDay(long timestamp) {
        return Math.floorMod(timestamp, DAY);
    }

    public static EvaluationException outOfRange() {
        return new EvaluationException("22008", "timestamp out of range");
    }

    static Long read(String text) {
        return read(text, "timestamp", false);
    }

    static Long readWithZone(String text) {
        return read(text, "timestamp with time zone", true);
    }

    private static long read(String text, String type, boolean zoned) {
        return switch (DateTimeReader.dateTime(text, type)) {
            case DateTimeText.Infinite(boolean negative) -> negative ? MINUS_INFINITY : INFINITY;
            case DateTimeText.Epoch _ -> -EPOCH;
            case DateTimeText.Moment(long day, long micros, int zone) ->
                    of(day, zoned ? micros - zone * SECOND : micros);
        };
    }

    static String write(long timestamp) {
        return write(timestamp, "");
    }

    static String writeWithZone(long timestamp) {
        return write(timestamp, "+00");
    }

    private static String write(long timestamp, String zone) {
        if (!isFinite(timestamp)) {
            return timestamp == INFINITY ? "infinity" : "-infinity";
        }
        LocalDate day = Dates.toCalendar(day(timestamp));
        StringBuilder text = new StringBuilder(32);
        DateTimeWriter.day(text, day);
        text.append(' ');
        DateTimeWriter.time(text, timeOfDay(timestamp));
        text.append(zone);
        DateTimeWriter.era(text, day);
        return text.toString();
    }
}
