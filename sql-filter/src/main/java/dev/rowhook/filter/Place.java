package dev.rowhook.filter;

/// A place in a text, for people: both count from 1, the column in code points.
public record Place(int line, int column) {

    /// @param at in UTF-16 units from 0
    public static Place of(String text, int at) {
        String before = text.substring(0, Math.min(at, text.length()));
        return new Place(
                1 + (int) before.chars().filter(c -> c == '\n').count(),
                1 + before.codePointCount(before.lastIndexOf('\n') + 1, before.length()));
    }
}
