package dev.rowhook.benchmarks.receiver;

import java.time.LocalDate;

/// Reads a time byte by byte: microseconds since 1970 as digits, or ISO 8601 in UTC with six digits
/// after the second. Not thread-safe.
final class CommitTime {
    private static final int YEAR = 0;
    private static final int MONTH = 5;
    private static final int DAY = 8;
    private static final int HOUR = 11;
    private static final int MINUTE = 14;
    private static final int SECOND = 17;
    private static final int FRACTION = 20;
    private static final int ISO_LENGTH = 27;
    private static final long SECONDS_A_DAY = 86_400;
    private static final long MICROS_A_SECOND = 1_000_000;

    private final byte[] text = new byte[ISO_LENGTH];
    private int length;
    private int knownDate = -1;
    private long knownDay;

    void clear() {
        length = 0;
    }

    /// Takes the byte if it belongs to the time, and answers whether it does.
    boolean append(byte next) {
        if (length == ISO_LENGTH || !belongs(next)) {
            return false;
        }
        text[length++] = next;
        return true;
    }

    private static boolean belongs(byte next) {
        return (next >= '0' && next <= ':')
                || next == '-'
                || next == '.'
                || next == 'T'
                || next == 'Z';
    }

    /// Microseconds since 1970.
    long micros() {
        return length == ISO_LENGTH ? isoMicros() : number(0, length);
    }

    private long isoMicros() {
        long seconds =
                number(HOUR, HOUR + 2) * 3600
                        + number(MINUTE, MINUTE + 2) * 60
                        + number(SECOND, SECOND + 2);
        return (day() * SECONDS_A_DAY + seconds) * MICROS_A_SECOND
                + number(FRACTION, ISO_LENGTH - 1);
    }

    private long day() {
        int year = (int) number(YEAR, YEAR + 4);
        int month = (int) number(MONTH, MONTH + 2);
        int dayOfMonth = (int) number(DAY, DAY + 2);
        int date = (year * 100 + month) * 100 + dayOfMonth;
        if (date != knownDate) {
            knownDay = LocalDate.of(year, month, dayOfMonth).toEpochDay();
            knownDate = date;
        }
        return knownDay;
    }

    private long number(int from, int to) {
        long number = 0;
        for (int at = from; at < to; at++) {
            number = number * 10 + text[at] - '0';
        }
        return number;
    }
}
