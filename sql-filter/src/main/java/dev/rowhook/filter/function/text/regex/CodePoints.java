package dev.rowhook.filter.function.text.regex;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// A set of characters, as ranges. Immutable.
record CodePoints(List<Range> ranges) {
    static final CodePoints NONE = new CodePoints(List.of());

    CodePoints {
        ranges = List.copyOf(ranges);
    }

    /// Both ends belong to it.
    record Range(int first, int last) {}

    static CodePoints range(int first, int last) {
        return new CodePoints(List.of(new Range(first, last)));
    }

    static CodePoints of(int... codePoints) {
        return new CodePoints(
                IntStream.of(codePoints)
                        .mapToObj(codePoint -> new Range(codePoint, codePoint))
                        .toList());
    }

    /// What is in either.
    CodePoints and(CodePoints other) {
        List<Range> all = new ArrayList<>(ranges);
        all.addAll(other.ranges);
        return new CodePoints(all);
    }

    /// What is not in it.
    CodePoints complement() {
        List<Range> gaps = new ArrayList<>();
        int next = 0;
        for (Range range : ranges.stream().sorted(Comparator.comparingInt(Range::first)).toList()) {
            if (range.first() > next) {
                gaps.add(new Range(next, range.first() - 1));
            }
            next = Math.max(next, range.last() + 1);
        }
        if (next <= Character.MAX_CODE_POINT) {
            gaps.add(new Range(next, Character.MAX_CODE_POINT));
        }
        return new CodePoints(gaps);
    }

    /// The set as RE2J writes it.
    String pattern() {
        if (ranges.isEmpty()) {
            return "[^\\x{0}-\\x{10ffff}]";
        }
        StringBuilder pattern = new StringBuilder("[");
        for (Range range : ranges) {
            pattern.append("\\x{%x}".formatted(range.first()));
            if (range.last() > range.first()) {
                pattern.append("-\\x{%x}".formatted(range.last()));
            }
        }
        return pattern.append(']').toString();
    }
}
