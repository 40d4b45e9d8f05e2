package dev.rowhook.filter.function.text;

/// Blanks at the ends of texts: U+0020 and no other.
public final class Blanks {
    private Blanks() {}

    public static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }
}
