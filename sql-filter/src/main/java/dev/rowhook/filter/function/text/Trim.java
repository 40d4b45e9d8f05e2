package dev.rowhook.filter.function.text;

/// Takes characters of a set off the ends of texts.
final class Trim {
    private Trim() {}

    static String both(String text, String characters) {
        return left(right(text, characters), characters);
    }

    static String left(String text, String characters) {
        int start = 0;
        while (start < text.length() && characters.indexOf(text.codePointAt(start)) >= 0) {
            start = text.offsetByCodePoints(start, 1);
        }
        return text.substring(start);
    }

    static String right(String text, String characters) {
        int end = text.length();
        while (end > 0 && characters.indexOf(text.codePointBefore(end)) >= 0) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end);
    }
}
