package dev.rowhook.filter.function.text.regex;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// What a pattern needs to know of the collation.
///
/// @param asciiDigits whether `0` to `9` are known to be its only digits
/// @param asciiClasses whether its letters, blanks and the like are known to be those of ASCII
/// @param caseless whether upper and lower case are the same to the pattern
/// @param lower of one character
/// @param upper of one character
public record Letters(
        boolean asciiDigits,
        boolean asciiClasses,
        boolean caseless,
        IntUnaryOperator lower,
        IntUnaryOperator upper) {

    /// What one character of a pattern stands for.
    CodePoints one(int codePoint) {
        return caseless
                ? CodePoints.of(lower.applyAsInt(codePoint), upper.applyAsInt(codePoint))
                : CodePoints.of(codePoint);
    }

    /// What a range of a pattern stands for: the range, and the other case of its letters.
    CodePoints range(int first, int last) {
        CodePoints range = CodePoints.range(first, last);
        if (!caseless) {
            return range;
        }
        int[] others =
                IntStream.rangeClosed(first, last)
                        .flatMap(letter ->
                                IntStream.of(lower.applyAsInt(letter), upper.applyAsInt(letter)))
                        .filter(letter -> letter < first || letter > last)
                        .distinct()
                        .toArray();
        return range.and(CodePoints.of(others));
    }
}
