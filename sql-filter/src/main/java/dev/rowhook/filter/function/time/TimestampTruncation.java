package dev.rowhook.filter.function.time;

import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.function.Implementation;
import dev.rowhook.filter.function.Site;
import dev.rowhook.filter.function.UnsupportedCallException;
import dev.rowhook.filter.value.Dates;
import dev.rowhook.filter.value.Timestamps;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/// `date_trunc` of timestamps, where the unit is constant.
public final class TimestampTruncation {
    private static final Map<String, LongUnaryOperator> UNITS =
            Map.ofEntries(
                    time("microseconds", 1),
                    time("milliseconds", 1_000),
                    time("second", Timestamps.SECOND),
                    time("minute", 60 * Timestamps.SECOND),
                    time("hour", 3_600 * Timestamps.SECOND),
                    day("day", day -> day),
                    day(
                            "week",
                            day -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))),
                    day("month", day -> day.withDayOfMonth(1)),
                    day(
                            "quarter",
                            day ->
                                    LocalDate.of(
                                            day.getYear(),
                                            day.getMonth().firstMonthOfQuarter(),
                                            1)),
                    day("year", day -> day.withDayOfYear(1)),
                    day("decade", day -> begin(Math.floorDiv(day.getYear(), 10) * 10)),
                    day("century", day -> begin(Math.floorDiv(day.getYear() - 1, 100) * 100 + 1)),
                    day(
                            "millennium",
                            day -> begin(Math.floorDiv(day.getYear() - 1, 1_000) * 1_000 + 1)));

    private TimestampTruncation() {}

    public static void addTo(FunctionTable table) {
        table.make("timestamp_trunc", TimestampTruncation::at);
        table.make("timestamptz_trunc", TimestampTruncation::at);
    }

    private static Implementation at(Site site) throws UnsupportedCallException {
        if (!(site.constants().getFirst() instanceof String unit)) {
            throw new UnsupportedCallException("the unit of date_trunc must be a constant");
        }
        LongUnaryOperator truncation = UNITS.get(unit.toLowerCase(Locale.ROOT));
        if (truncation == null) {
            throw new UnsupportedCallException(
                    "date_trunc takes one of " + String.join(", ", UNITS.keySet()));
        }
        return arguments -> {
            long timestamp = (Long) arguments[1];
            return Timestamps.isFinite(timestamp)
                    ? Timestamps.checked(truncation.applyAsLong(timestamp))
                    : timestamp;
        };
    }

    private static LocalDate begin(int year) {
        return LocalDate.of(year, 1, 1);
    }

    private static Map.Entry<String, LongUnaryOperator> time(String unit, long micros) {
        return Map.entry(unit, timestamp -> timestamp - Math.floorMod(timestamp, micros));
    }

    private static Map.Entry<String, LongUnaryOperator> day(
            String unit, UnaryOperator<LocalDate> truncation) {
        return Map.entry(
                unit,
                timestamp -> {
                    LocalDate day = Dates.toCalendar(Timestamps.day(timestamp));
                    return Dates.fromCalendar(truncation.apply(day)) * Timestamps.DAY;
                });
    }
}
