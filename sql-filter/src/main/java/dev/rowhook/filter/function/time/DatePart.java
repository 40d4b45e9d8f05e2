package dev.rowhook.filter.function.time;

import dev.rowhook.filter.value.Dates;
import dev.rowhook.filter.value.Timestamps;

import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/// One part of a date or time, as `date_part` tells it.
///
/// @param number what it is, in the unit that `scale` tells
/// @param scale how many of its digits stand behind the point
record DatePart(long number, int scale) {
    private static final Map<String, ToLongFunction<LocalDate>> OF_DAY =
            Map.ofEntries(
                    Map.entry("day", LocalDate::getDayOfMonth),
                    Map.entry("month", LocalDate::getMonthValue),
                    Map.entry("quarter", day -> day.get(IsoFields.QUARTER_OF_YEAR)),
                    Map.entry("week", day -> day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)),
                    Map.entry("dow", day -> day.getDayOfWeek().getValue() % 7),
                    Map.entry("isodow", day -> day.getDayOfWeek().getValue()),
                    Map.entry("doy", day -> day.get(ChronoField.DAY_OF_YEAR)),
                    Map.entry("year", day -> withoutZero(day.getYear())),
                    Map.entry("isoyear", day -> withoutZero(day.get(IsoFields.WEEK_BASED_YEAR))),
                    Map.entry("decade", day -> Math.floorDiv(day.getYear(), 10)),
                    Map.entry("century", day -> counted(day.getYear(), 100)),
                    Map.entry("millennium", day -> counted(day.getYear(), 1_000)));

    /// What has no end: of infinity it is infinite, where other parts are null.
    private static final Set<String> UNBOUNDED =
            Set.of("year", "isoyear", "decade", "century", "millennium", "epoch");

    static boolean isUnbounded(String unit) {
        return UNBOUNDED.contains(unit);
    }

    static Optional<DatePart> ofDay(String unit, LocalDate day) {
        return Optional.ofNullable(OF_DAY.get(unit))
                .map(part -> new DatePart(part.applyAsLong(day), 0));
    }

    /// @param micros since midnight
    static Optional<DatePart> ofTime(String unit, long micros) {
        long seconds = micros % 60_000_000;
        return switch (unit) {
            case "microseconds" -> Optional.of(new DatePart(seconds, 0));
            case "milliseconds" -> Optional.of(new DatePart(seconds, 3));
            case "second" -> Optional.of(new DatePart(seconds, 6));
            case "minute" -> Optional.of(new DatePart(micros / 60_000_000 % 60, 0));
            case "hour" -> Optional.of(new DatePart(micros / 3_600_000_000L, 0));
            default -> Optional.empty();
        };
    }

    /// As the double arithmetic of Postgres has it.
    double approximate() {
        double whole = Math.floorDiv(number, 1_000_000);
        double rest = number % 1_000_000;
        return switch (scale) {
            case 0 -> number;
            case 3 -> whole * 1_000.0 + rest / 1_000.0;
            default -> whole + rest / 1_000_000.0;
        };
    }

    /// The parts of a finite timestamp, apart from its epoch.
    static Optional<DatePart> ofTimestamp(String unit, long timestamp) {
        return ofDay(unit, Dates.toCalendar(Timestamps.day(timestamp)))
                .or(() -> ofTime(unit, Timestamps.timeOfDay(timestamp)));
    }

    private static long withoutZero(long year) {
        return year > 0 ? year : year - 1;
    }

    /// The first is of the years 1 to `size`, and before it comes -1.
    private static long counted(long year, int size) {
        return withoutZero(Math.floorDiv(year - 1, size) + 1);
    }
}
