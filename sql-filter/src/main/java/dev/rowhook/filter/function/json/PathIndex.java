package dev.rowhook.filter.function.json;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/// An element of a path, where it meets an array.
final class PathIndex {
    private static final Pattern INTEGER = Pattern.compile("[ \\t\\n\\r\\f\\x0B]*[+-]?[0-9]+");

    private PathIndex() {}

    /// Its index as C's `strtol` reads it; empty if it is none.
    static OptionalInt read(String step) {
        if (!INTEGER.matcher(step).matches()) {
            return OptionalInt.empty();
        }
        try {
            int index = Integer.parseInt(step.strip());
            // Postgres takes the least for none.
            return index == Integer.MIN_VALUE ? OptionalInt.empty() : OptionalInt.of(index);
        } catch (NumberFormatException _) {
            return OptionalInt.empty();
        }
    }
}
