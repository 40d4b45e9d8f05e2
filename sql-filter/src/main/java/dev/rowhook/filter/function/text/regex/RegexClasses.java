package dev.rowhook.filter.function.text.regex;

import dev.rowhook.filter.function.UnsupportedCallException;

/// The classes that patterns name, such as `[:alpha:]`.
record RegexClasses(Letters letters) {
    private static final CodePoints DIGITS = CodePoints.range('0', '9');
    private static final CodePoints LOWER = CodePoints.range('a', 'z');
    private static final CodePoints UPPER = CodePoints.range('A', 'Z');
    private static final CodePoints ALPHA = LOWER.and(UPPER);
    private static final CodePoints ALNUM = ALPHA.and(DIGITS);
    private static final CodePoints PUNCTUATION =
            CodePoints.range('!', '/')
                    .and(CodePoints.range(':', '@'))
                    .and(CodePoints.range('[', '`'))
                    .and(CodePoints.range('{', '~'));

    CodePoints named(String name) throws UnsupportedCallException {
        return switch (name) {
            case "ascii" -> CodePoints.range(0, 0x7f);
            case "blank" -> CodePoints.of(' ', '\t');
            case "cntrl" -> CodePoints.range(0, 0x1f).and(CodePoints.range(0x7f, 0x9f));
            case "xdigit" -> DIGITS.and(CodePoints.range('a', 'f')).and(CodePoints.range('A', 'F'));
            case "digit" -> digits();
            case "alnum" -> ascii(name, ALNUM);
            case "alpha" -> ascii(name, ALPHA);
            case "graph" -> ascii(name, CodePoints.range('!', '~'));
            case "lower" -> ascii(name, letters.caseless() ? ALPHA : LOWER);
            case "print" -> ascii(name, CodePoints.range(' ', '~'));
            case "punct" -> ascii(name, PUNCTUATION);
            case "space" -> ascii(name, CodePoints.of(' ').and(CodePoints.range('\t', '\r')));
            case "upper" -> ascii(name, letters.caseless() ? ALPHA : UPPER);
            case "word" -> ascii(name, ALNUM.and(CodePoints.of('_')));
            default -> throw RegexReader.invalid("invalid character class");
        };
    }

    private CodePoints digits() throws UnsupportedCallException {
        if (!letters.asciiDigits()) {
            throw new UnsupportedCallException(
                    "only the database knows all digits of this collation: write `[0-9]`, or `collate"
                            + " \"C\"` behind the text");
        }
        return DIGITS;
    }

    private CodePoints ascii(String name, CodePoints members) throws UnsupportedCallException {
        if (!letters.asciiClasses()) {
            throw new UnsupportedCallException(
                    "only the database knows the characters of `[:%s:]`%s in this collation: write them"
                                    .formatted(name, shorthand(name))
                            + " in brackets, or `collate \"C\"` behind the text, for those of ASCII");
        }
        return members;
    }

    private static String shorthand(String name) {
        return switch (name) {
            case "space" -> " (`\\s`)";
            case "word" -> " (`\\w`)";
            default -> "";
        };
    }
}
