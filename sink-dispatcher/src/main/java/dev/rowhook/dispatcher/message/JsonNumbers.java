package dev.rowhook.dispatcher.message;

/// Writes numbers: those of the source digit by digit as it said them, and our own.
final class JsonNumbers {
    private static final int LONGEST = 20;

    private JsonNumbers() {}

    /// A number of the source; a string where JSON has no such number (`NaN`, `Infinity`).
    static void append(byte[] source, int offset, int length, JsonBuffer out) {
        if (isNumber(source, offset, offset + length)) {
            out.append(source, offset, length);
        } else {
            JsonStrings.append(source, offset, length, out);
        }
    }

    /// A number from 0 to 2^64 - 1.
    static void appendUnsigned(long number, JsonBuffer out) {
        byte[] target = out.reserve(LONGEST);
        int to = out.length() + digits(number);
        out.written(to);
        long rest = number;
        if (rest < 0) {
            target[--to] = (byte) ('0' + Long.remainderUnsigned(rest, 10));
            rest = Long.divideUnsigned(rest, 10);
        }
        do {
            target[--to] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
    }

    private static int digits(long number) {
        if (number < 0) {
            return LONGEST
                    - (Long.compareUnsigned(number, -8_446_744_073_709_551_616L) < 0 ? 1 : 0);
        }
        int digits = 1;
        for (long limit = 10; digits < 19 && number >= limit; limit *= 10) {
            digits++;
        }
        return digits;
    }

    /// Whether the text is a number by RFC 8259.
    static boolean isNumber(byte[] source, int offset, int end) {
        int at = offset;
        if (at < end && source[at] == '-') {
            at++;
        }
        int whole = pastDigits(source, at, end);
        if (whole == at || (source[at] == '0' && whole - at > 1)) {
            return false;
        }
        at = whole;
        if (at < end && source[at] == '.') {
            int fraction = pastDigits(source, at + 1, end);
            if (fraction == at + 1) {
                return false;
            }
            at = fraction;
        }
        if (at < end && (source[at] == 'e' || source[at] == 'E')) {
            at++;
            if (at < end && (source[at] == '+' || source[at] == '-')) {
                at++;
            }
            int exponent = pastDigits(source, at, end);
            if (exponent == at) {
                return false;
            }
            at = exponent;
        }
        return at == end;
    }

    private static int pastDigits(byte[] source, int from, int end) {
        int at = from;
        while (at < end && source[at] >= '0' && source[at] <= '9') {
            at++;
        }
        return at;
    }
}
