package dev.rowhook.filter.value;

/// What Postgres counts in the bytes of a text, counted without making them.
public final class Utf8 {
    private Utf8() {}

    /// How many bytes the text has.
    public static int length(String text) {
        int length = 0;
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (unit < 0x80) {
                length += 1;
            } else if (unit < 0x800 || Character.isSurrogate(unit)) {
                length += 2;
            } else {
                length += 3;
            }
        }
        return length;
    }

    /// Orders by bytes, which is by code points.
    public static int compare(String first, String second) {
        int shared = Math.min(first.length(), second.length());
        for (int at = 0; at < shared; at++) {
            char one = first.charAt(at);
            char two = second.charAt(at);
            if (one != two) {
                return Integer.compare(rank(one), rank(two));
            }
        }
        return Integer.compare(first.length(), second.length());
    }

    /// Surrogates stand for what comes after all other characters.
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + Character.MAX_VALUE : unit;
    }

    /// The longest start of the text that has no more bytes, in whole characters.
    public static String start(String text, int bytes) {
        int length = 0;
        int at = 0;
        while (at < text.length()) {
            int end = text.offsetByCodePoints(at, 1);
            length += length(text.substring(at, end));
            if (length > bytes) {
                return text.substring(0, at);
            }
            at = end;
        }
        return text;
    }
}
