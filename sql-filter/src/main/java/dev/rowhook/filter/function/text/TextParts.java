package dev.rowhook.filter.function.text;

import dev.rowhook.filter.EvaluationException;

/// Parts of texts, counted in characters: code points.
final class TextParts {
    private TextParts() {}

    static long length(String text) {
        return text.codePointCount(0, text.length());
    }

    /// The index after so many characters, or the end.
    private static int index(String text, long characters) {
        if (characters <= 0) {
            return 0;
        }
        return characters >= length(text)
                ? text.length()
                : text.offsetByCodePoints(0, (int) characters);
    }

    /// Without so many characters.
    static String after(String text, long characters) {
        return text.substring(index(text, characters));
    }

    static String left(String text, long count) {
        return text.substring(0, index(text, count < 0 ? length(text) + count : count));
    }

    /// The least count has no positive counterpart, and leaves the text as it is.
    static String right(String text, long count) {
        if (count == Integer.MIN_VALUE) {
            return text;
        }
        return after(text, count < 0 ? -count : length(text) - count);
    }

    /// @param start counted from 1; where it is less, so much the shorter is the part
    static String from(String text, long start) {
        return after(text, start - 1);
    }

    /// @param start counted from 1; where it is less, so much the shorter is the part
    static String part(String text, long start, long length) {
        if (length < 0) {
            throw new EvaluationException("22011", "negative substring length not allowed");
        }
        long end = start - 1 + length;
        return end <= 0
                ? ""
                : text.substring(index(text, Math.max(0, start - 1)), index(text, end));
    }

    /// The part's place, counted from 1; 0 if it is not there.
    static long position(String text, String part) {
        int index = text.indexOf(part);
        return index < 0 ? 0 : text.codePointCount(0, index) + 1L;
    }

    /// @param field counted from 1, or from -1 at the end
    static String field(String text, String separator, long field) {
        if (field == 0) {
            throw new EvaluationException("22023", "field position must not be zero");
        }
        if (text.isEmpty()) {
            return "";
        }
        long wanted = field < 0 ? fields(text, separator) + field : field - 1;
        int start = 0;
        for (long skipped = 0; skipped < wanted; skipped++) {
            int end = next(text, separator, start);
            if (end < 0) {
                return "";
            }
            start = end + separator.length();
        }
        int end = next(text, separator, start);
        return wanted < 0 ? "" : text.substring(start, end < 0 ? text.length() : end);
    }

    private static long fields(String text, String separator) {
        long fields = 1;
        for (int at = next(text, separator, 0);
                at >= 0;
                at = next(text, separator, at + separator.length())) {
            fields++;
        }
        return fields;
    }

    /// Where a separator comes next, or -1.
    static int next(String text, String separator, int from) {
        return separator.isEmpty() ? -1 : text.indexOf(separator, from);
    }

    static String replace(String text, String part, String replacement) {
        long found = fields(text, part) - 1;
        TextSize.require(text.length() + found * (replacement.length() - part.length()));
        return found == 0 ? text : text.replace(part, replacement);
    }

    /// Each character of `from` by the one at its place in `to`; without one it falls away.
    static String translate(String text, String from, String to) {
        int[] replacements = to.codePoints().toArray();
        StringBuilder translated = new StringBuilder(text.length());
        text.codePoints()
                .forEach(codePoint -> {
                    int index = from.indexOf(codePoint);
                    int place = index < 0 ? -1 : from.codePointCount(0, index);
                    if (place < 0) {
                        translated.appendCodePoint(codePoint);
                    } else if (place < replacements.length) {
                        translated.appendCodePoint(replacements[place]);
                    }
                });
        return translated.toString();
    }
}
