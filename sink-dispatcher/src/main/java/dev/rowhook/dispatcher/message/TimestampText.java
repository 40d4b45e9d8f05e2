package dev.rowhook.dispatcher.message;

import dev.rowhook.core.change.MalformedChangeException;

/// Writes a timestamp of the source, in its ISO style and in UTC, as a JSON string of ISO 8601.
///
/// `2024-10-28 21:37:01.5+00` is `2024-10-28T21:37:01.500000Z`, always with microseconds; without a
/// zone there is no `Z`. `infinity`, `-infinity` and years before Christ, which ISO 8601 does not
/// have, are as `to_jsonb` writes them.
final class TimestampText {
    private static final byte[] BEFORE_CHRIST = {' ', 'B', 'C'};
    private static final int TIME = "21:37:01".length();
    private static final int MICROS = 6;
    private static final int ADDED = 16;

    private final byte[] source;
    private final int end;
    private final byte[] target;
    private int from;
    private int to;

    private TimestampText(byte[] source, int offset, int end, byte[] target, int to) {
        this.source = source;
        this.end = end;
        this.target = target;
        this.from = offset;
        this.to = to;
    }

    /// @throws MalformedChangeException if the text is none of these
    static void append(byte[] source, int offset, int length, boolean zoned, JsonBuffer out) {
        int end = offset + length;
        if (length == 0 || source[end - 1] == 'y') {
            infinity(source, offset, length, out);
            return;
        }
        boolean beforeChrist = endsBeforeChrist(source, offset, end);
        byte[] target = out.reserve(length + ADDED);
        TimestampText text =
                new TimestampText(
                        source,
                        offset,
                        beforeChrist ? end - BEFORE_CHRIST.length : end,
                        target,
                        out.length());
        text.write(zoned, beforeChrist);
        out.written(text.to);
    }

    private void write(boolean zoned, boolean beforeChrist) {
        target[to++] = '"';
        int space = from;
        while (space < end && source[space] != ' ') {
            space++;
        }
        if (end - space < 1 + TIME) {
            throw malformed();
        }
        copyDigits(space, '-');
        target[to++] = 'T';
        from++;
        copyDigits(from + TIME, ':');
        fraction(beforeChrist);
        if (zoned) {
            zone(beforeChrist);
        }
        if (from != end) {
            throw malformed();
        }
        if (beforeChrist) {
            for (byte letter : BEFORE_CHRIST) {
                target[to++] = letter;
            }
        }
        target[to++] = '"';
    }

    /// Digits and separators up to `stop`.
    private void copyDigits(int stop, char separator) {
        while (from < stop) {
            byte next = source[from++];
            if (next != separator && !isDigit(next)) {
                throw malformed();
            }
            target[to++] = next;
        }
    }

    private void fraction(boolean asItIs) {
        int digits = 0;
        boolean present = from < end && source[from] == '.';
        if (present) {
            from++;
        }
        if (present || !asItIs) {
            target[to++] = '.';
        }
        while (present && from < end && isDigit(source[from]) && digits < MICROS) {
            target[to++] = source[from++];
            digits++;
        }
        while (!asItIs && digits++ < MICROS) {
            target[to++] = '0';
        }
    }

    /// `+00`, or with minutes and seconds where the session is not in UTC.
    private void zone(boolean inDigits) {
        int length = end - from;
        if (length < 3 || (source[from] != '+' && source[from] != '-')) {
            throw malformed();
        }
        boolean utc = length == 3 && source[from + 1] == '0' && source[from + 2] == '0';
        if (utc && !inDigits) {
            target[to++] = 'Z';
            from = end;
            return;
        }
        target[to++] = source[from++];
        copyDigits(end, ':');
        if (length == 3) {
            target[to++] = ':';
            target[to++] = '0';
            target[to++] = '0';
        }
    }

    private static boolean endsBeforeChrist(byte[] source, int offset, int end) {
        int at = end - BEFORE_CHRIST.length;
        return at > offset && source[at] == ' ' && source[at + 1] == 'B' && source[at + 2] == 'C';
    }

    private static void infinity(byte[] source, int offset, int length, JsonBuffer out) {
        // "infinity" or "-infinity"
        if (length != 8 && (length != 9 || source[offset] != '-')) {
            throw malformed();
        }
        JsonStrings.append(source, offset, length, out);
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    private static MalformedChangeException malformed() {
        return new MalformedChangeException("value that is no timestamp");
    }
}
