package dev.rowhook.filter.value;

import java.time.LocalDate;

/// The parts of dates and times as Postgres writes them under `datestyle` ISO.
final class DateTimeWriter {
    private DateTimeWriter() {}

    static void day(StringBuilder text, LocalDate day) {
        int year = day.getYear() > 0 ? day.getYear() : 1 - day.getYear();
        padded(text, year, 4);
        text.append('-');
        padded(text, day.getMonthValue(), 2);
        text.append('-');
        padded(text, day.getDayOfMonth(), 2);
    }

    static void era(StringBuilder text, LocalDate day) {
        if (day.getYear() <= 0) {
            text.append(" BC");
        }
    }

    /// @param micros since midnight, not negative; may be more than a day
    static void time(StringBuilder text, long micros) {
        long seconds = micros / 1_000_000;
        padded(text, seconds / 3600, 2);
        text.append(':');
        padded(text, seconds / 60 % 60, 2);
        text.append(':');
        padded(text, seconds % 60, 2);
        fraction(text, micros % 1_000_000);
    }

    private static void fraction(StringBuilder text, long micros) {
        if (micros == 0) {
            return;
        }
        text.append('.');
        padded(text, micros, 6);
        while (text.charAt(text.length() - 1) == '0') {
            text.setLength(text.length() - 1);
        }
    }

    /// @param east seconds
    static void zone(StringBuilder text, int east) {
        int distance = Math.abs(east);
        text.append(east < 0 ? '-' : '+');
        padded(text, distance / 3600, 2);
        if (distance % 3600 != 0) {
            text.append(':');
            padded(text, distance / 60 % 60, 2);
        }
        if (distance % 60 != 0) {
            text.append(':');
            padded(text, distance % 60, 2);
        }
    }

    static void padded(StringBuilder text, long number, int width) {
        String digits = Long.toString(number);
        text.repeat('0', Math.max(0, width - digits.length())).append(digits);
    }
}
