package dev.rowhook.dispatcher.message;

import dev.rowhook.core.change.MalformedChangeException;

/// Writes a timestamp of the source, in its ISO style, as the number of microseconds since
/// 1970-01-01 UTC. Without a zone it counts as UTC. `infinity` and `-infinity`, which are no
/// numbers, stay strings.
final class TimestampMicros {
    private static final long MICROS_A_SECOND = 1_000_000;
    private static final long SECONDS_A_DAY = 86_400;
    private static final int MICROS_DIGITS = 6;

    private final byte[] source;
    private final int end;
    private int at;

    private TimestampMicros(byte[] source, int offset, int end) {
        this.source = source;
        this.at = offset;
        this.end = end;
    }

    /// @throws MalformedChangeException if the text is no timestamp
    static void append(byte[] source, int offset, int length, JsonBuffer out) {
        if (length > 0 && source[offset + length - 1] == 'y') {
            JsonStrings.append(source, offset, length, out);
            return;
        }
        new TimestampMicros(source, offset, offset + length).append(out);
    }

    private void append(JsonBuffer out) {
        long year = number();
        skip('-');
        long month = number();
        skip('-');
        long day = number();
        skip(' ');
        long seconds = 3600 * number();
        skip(':');
        seconds += 60 * number();
        skip(':');
        seconds += number();
        long micros = fraction();
        seconds -= offset();
        if (isBeforeChrist()) {
            year = 1 - year;
        }
        if (at != end || month < 1 || month > 12) {
            throw malformed();
        }
        seconds += CommitTime.daysSince1970(year, (int) month, (int) day) * SECONDS_A_DAY;
        // The latest timestamps of Postgres are beyond 2^63 microseconds, so these are unsigned.
        long total = seconds * MICROS_A_SECOND + micros;
        if (seconds < 0) {
            out.append((byte) '-');
            total = -total;
        }
        JsonNumbers.appendUnsigned(total, out);
    }

    private long fraction() {
        if (at == end || source[at] != '.') {
            return 0;
        }
        at++;
        int from = at;
        long digits = number();
        int missing = MICROS_DIGITS - (at - from);
        if (missing < 0) {
            throw malformed();
        }
        for (int i = 0; i < missing; i++) {
            digits *= 10;
        }
        return digits;
    }

    /// The seconds that its zone, if it has one, is ahead of UTC.
    private long offset() {
        if (at == end || (source[at] != '+' && source[at] != '-')) {
            return 0;
        }
        long sign = source[at++] == '-' ? -1 : 1;
        long seconds = 3600 * number();
        for (long unit = 60; unit > 0 && at < end && source[at] == ':'; unit /= 60) {
            at++;
            seconds += unit * number();
        }
        return sign * seconds;
    }

    private boolean isBeforeChrist() {
        if (end - at != 3 || source[at] != ' ' || source[at + 1] != 'B' || source[at + 2] != 'C') {
            return false;
        }
        at = end;
        return true;
    }

    private long number() {
        int from = at;
        long number = 0;
        while (at < end && source[at] >= '0' && source[at] <= '9' && at - from < 9) {
            number = 10 * number + source[at++] - '0';
        }
        if (at == from) {
            throw malformed();
        }
        return number;
    }

    private void skip(char separator) {
        if (at == end || source[at] != separator) {
            throw malformed();
        }
        at++;
    }

    private static MalformedChangeException malformed() {
        return new MalformedChangeException("value that is no timestamp");
    }
}
