package dev.rowhook.benchmarks.receiver;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// Finds a text in bytes that come in pieces, cut anywhere. Not thread-safe.
final class Marker {
    private final byte[] text;

    /// For each matched length, how much of the text is still matched if the next byte does not
    /// fit.
    private final int[] fallback;

    private int matched;

    /// @param text two characters or more
    Marker(String text) {
        this.text = text.getBytes(US_ASCII);
        this.fallback = fallbacks(this.text);
    }

    private static int[] fallbacks(byte[] text) {
        int[] fallback = new int[text.length];
        int length = 0;
        for (int i = 1; i < text.length; i++) {
            while (length > 0 && text[i] != text[length]) {
                length = fallback[length - 1];
            }
            if (text[i] == text[length]) {
                length++;
            }
            fallback[i] = length;
        }
        return fallback;
    }

    /// The index behind the marker, or -1 if the piece ends before: then the next piece goes on.
    int find(byte[] piece, int from, int to) {
        int length = matched;
        int at = from;
        while (at < to) {
            if (length == 0) {
                at = first(piece, at, to);
                if (at < to) {
                    length = 1;
                    at++;
                }
            } else if (piece[at] == text[length]) {
                at++;
                length++;
                if (length == text.length) {
                    matched = 0;
                    return at;
                }
            } else {
                length = fallback[length - 1];
            }
        }
        matched = length;
        return -1;
    }

    private int first(byte[] piece, int from, int to) {
        byte wanted = text[0];
        int at = from;
        while (at < to && piece[at] != wanted) {
            at++;
        }
        return at;
    }

    void reset() {
        matched = 0;
    }
}
