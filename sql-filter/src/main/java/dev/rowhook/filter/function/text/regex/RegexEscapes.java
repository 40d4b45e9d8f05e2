package dev.rowhook.filter.function.text.regex;

import dev.rowhook.filter.function.UnsupportedCallException;

/// What stands behind a backslash. Not thread-safe.
final class RegexEscapes {
    private final RegexReader reader;
    private final RegexClasses classes;

    RegexEscapes(RegexReader reader, RegexClasses classes) {
        this.reader = reader;
        this.classes = classes;
    }

    sealed interface Escape {
        record One(int codePoint) implements Escape {}

        record Members(CodePoints members) implements Escape {}

        record Start() implements Escape {}

        record End() implements Escape {}
    }

    /// Reads on after the backslash.
    Escape next() throws UnsupportedCallException {
        int escaped = reader.next();
        return switch (escaped) {
            case 'a' -> new Escape.One(7);
            case 'b' -> new Escape.One('\b');
            case 'B' -> new Escape.One('\\');
            case 'c' -> control();
            case 'e' -> new Escape.One(0x1b);
            case 'f' -> new Escape.One('\f');
            case 'n' -> new Escape.One('\n');
            case 'r' -> new Escape.One('\r');
            case 't' -> new Escape.One('\t');
            case 'v' -> new Escape.One(0xb);
            case 'u' -> character(reader.digits(16, 4, 4));
            case 'U' -> character(reader.digits(16, 8, 8));
            case 'x' -> character(reader.digits(16, 1, 255));
            case '0' -> octal();
            case 'd' -> new Escape.Members(classes.named("digit"));
            case 'D' -> new Escape.Members(classes.named("digit").complement());
            case 's' -> new Escape.Members(classes.named("space"));
            case 'S' -> new Escape.Members(classes.named("space").complement());
            case 'w' -> new Escape.Members(classes.named("word"));
            case 'W' -> new Escape.Members(classes.named("word").complement());
            case 'A' -> new Escape.Start();
            case 'Z' -> new Escape.End();
            case 'm', 'M', 'y', 'Y' ->
                    throw new UnsupportedCallException(
                            "filters know no ends of words: `\\%c` is not available"
                                    .formatted(escaped));
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
                    throw new UnsupportedCallException(
                            "back-references such as `\\%c` are not available".formatted(escaped));
            default -> plain(escaped);
        };
    }

    private static Escape plain(int escaped) {
        if (escaped == RegexReader.END || (escaped < 0x80 && Character.isLetter(escaped))) {
            throw RegexReader.invalid("invalid escape \\ sequence");
        }
        return new Escape.One(escaped);
    }

    private Escape control() {
        if (reader.peek() == RegexReader.END) {
            throw RegexReader.invalid("invalid escape \\ sequence");
        }
        return new Escape.One(reader.next() & 0x1f);
    }

    private Escape octal() {
        // The zero is one of three digits.
        return new Escape.One(reader.digits(8, 0, 2));
    }

    private static Escape character(int codePoint) throws UnsupportedCallException {
        if (!Character.isValidCodePoint(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)) {
            throw new UnsupportedCallException(
                    "there is no character %x in texts".formatted(codePoint));
        }
        return new Escape.One(codePoint);
    }
}
