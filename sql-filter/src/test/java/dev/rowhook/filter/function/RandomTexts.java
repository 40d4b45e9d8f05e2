package dev.rowhook.filter.function;

import java.util.List;
import java.util.Random;

/// Texts that are likely to matter. Not thread-safe.
final class RandomTexts {
    private static final List<String> LETTERS =
            List.of(
                    "a",
                    "a",
                    "b",
                    "A",
                    "B",
                    " ",
                    " ",
                    "ß",
                    "İ",
                    "ı",
                    "i",
                    "I",
                    "Σ",
                    "σ",
                    "é",
                    "É",
                    "\u00a0",
                    "\ud83d\ude00",
                    "\ue000",
                    "\uffe6",
                    "ǅ",
                    ",",
                    ".",
                    "'",
                    "\n",
                    "0");

    private static final List<String> LIKE =
            List.of("%", "%", "_", "\\", "a", "b", "A", "é", "\ud83d\ude00");

    private static final List<String> REGEX =
            List.of(
                    "a",
                    "b",
                    "A",
                    "é",
                    "É",
                    "0",
                    " ",
                    ".",
                    "*",
                    "+",
                    "?",
                    "*?",
                    "{2}",
                    "{1,3}",
                    "{0,}",
                    "{2,1}",
                    "{",
                    "}",
                    "(",
                    ")",
                    "(?:",
                    "|",
                    "^",
                    "$",
                    "[ab]",
                    "[^a]",
                    "[a-c]",
                    "[A-Z0-9]",
                    "[",
                    "]",
                    "-",
                    "\\d",
                    "\\w",
                    "\\s",
                    "\\W",
                    "\\.",
                    "[[:alpha:]]",
                    "[[:upper:][:space:]]",
                    "[^[:digit:]]",
                    "[\\d_]",
                    "\\A",
                    "\\Z",
                    "\\n",
                    "\\x41",
                    "\\u00e9",
                    ",",
                    "[é-ö]",
                    "(ab|)",
                    "(a|b)*");

    private static final List<String> ARRAY =
            List.of(
                    "{", "}", ",", ",", "a", "1", "NULL", "null", "\"", "\\", " ", "\"a b\"",
                    "{1,2}", "[1:2]=", "[2]=", "é");

    private final Random random;

    RandomTexts(Random random) {
        this.random = random;
    }

    String text() {
        return of(LETTERS, 7);
    }

    String like() {
        return of(LIKE, 6);
    }

    String regex() {
        return of(REGEX, 6);
    }

    String arrayLiteral() {
        return random.nextBoolean() ? of(ARRAY, 8) : "{" + of(ARRAY, 6) + "}";
    }

    /// An array of one dimension or two that is well formed.
    String array(String... elements) {
        return switch (random.nextInt(4)) {
            case 0 -> "{" + row(3, elements) + "}";
            case 1 -> "{" + row(2, elements) + "}";
            case 2 -> "[2:3]={" + row(2, elements) + "}";
            default -> "{{" + row(2, elements) + "},{" + row(2, elements) + "}}";
        };
    }

    private String row(int length, String... elements) {
        StringBuilder row = new StringBuilder();
        for (int at = 0; at < length; at++) {
            row.append(at == 0 ? "" : ",").append(elements[random.nextInt(elements.length)]);
        }
        return row.toString();
    }

    String number(int least, int greatest) {
        return Integer.toString(random.nextInt(least, greatest + 1));
    }

    String of(List<String> parts, int most) {
        StringBuilder text = new StringBuilder();
        for (int at = random.nextInt(most + 1); at > 0; at--) {
            text.append(parts.get(random.nextInt(parts.size())));
        }
        return text.toString();
    }
}
