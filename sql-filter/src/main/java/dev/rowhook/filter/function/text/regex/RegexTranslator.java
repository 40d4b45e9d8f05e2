package dev.rowhook.filter.function.text.regex;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.function.UnsupportedCallException;

/// Turns one of Postgres's advanced regular expressions into an equal one of RE2J. Whether it
/// matches somewhere is the same; where it matches is not asked. Not thread-safe.
public final class RegexTranslator {
    private static final int MAX_BOUND = 255;

    /// Matching takes as long as the text times this.
    private static final int MAX_SIZE = 5_000;

    private static final int MAX_DEPTH = 50;

    private final RegexReader reader;
    private final Letters letters;
    private final RegexEscapes escapes;
    private final RegexBrackets brackets;
    private int depth;

    private RegexTranslator(String pattern, Letters letters) {
        RegexClasses classes = new RegexClasses(letters);
        this.reader = new RegexReader(pattern);
        this.letters = letters;
        this.escapes = new RegexEscapes(reader, classes);
        this.brackets = new RegexBrackets(reader, classes, escapes);
    }

    /// @throws EvaluationException 2201B if it is no regular expression
    /// @throws UnsupportedCallException if there is no equal one
    public static Pattern translate(String pattern, Letters letters)
            throws UnsupportedCallException {
        Piece whole = new RegexTranslator(pattern, letters).whole();
        try {
            return Pattern.compile(whole.pattern(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new UnsupportedCallException("this regular expression repeats too much");
        }
    }

    /// A part of the translation.
    ///
    /// @param size how many steps it has, with all repetitions written out
    private record Piece(String pattern, int size, boolean isAnchor) {
        static Piece one(String pattern) {
            return new Piece(pattern, 1, false);
        }

        static Piece anchor(String pattern) {
            return new Piece(pattern, 1, true);
        }
    }

    private Piece whole() throws UnsupportedCallException {
        if (reader.startsWith("***")) {
            throw new UnsupportedCallException("directors such as `***:` are not available");
        }
        if (reader.startsWith("(?") && Character.isLetter(Math.max(0, reader.peek(2)))) {
            throw new UnsupportedCallException(
                    "options such as `(?i)` are not available: write `~*` for either case");
        }
        Piece whole = alternatives();
        if (reader.peek() != RegexReader.END) {
            throw RegexReader.invalid("parentheses () not balanced");
        }
        return whole;
    }

    private Piece alternatives() throws UnsupportedCallException {
        StringBuilder pattern = new StringBuilder();
        int size = 0;
        do {
            if (size > 0) {
                pattern.append('|');
            }
            Piece branch = branch();
            pattern.append(branch.pattern());
            size = checked(size + 1L + branch.size());
        } while (reader.skip("|"));
        return new Piece(pattern.toString(), size, false);
    }

    private Piece branch() throws UnsupportedCallException {
        StringBuilder pattern = new StringBuilder();
        int size = 0;
        while (reader.peek() != '|' && reader.peek() != ')' && reader.peek() != RegexReader.END) {
            Piece atom = atom();
            Piece piece = atom.isAnchor() ? atom : quantified(atom);
            pattern.append(piece.pattern());
            size = checked((long) size + piece.size());
        }
        return new Piece(pattern.toString(), size, false);
    }

    private Piece atom() throws UnsupportedCallException {
        int next = reader.next();
        return switch (next) {
            case '^' -> Piece.anchor("\\A");
            case '$' -> Piece.anchor("\\z");
            case '.' -> Piece.one(".");
            case '(' -> group();
            case '[' -> Piece.one(brackets.next().pattern());
            case '\\' -> escaped();
            case '*', '+', '?' -> throw RegexReader.invalid("quantifier operand invalid");
            case '{' -> {
                if (reader.isDigit()) {
                    throw RegexReader.invalid("quantifier operand invalid");
                }
                yield one(next);
            }
            default -> one(next);
        };
    }

    private Piece one(int codePoint) {
        return Piece.one(letters.one(codePoint).pattern());
    }

    private Piece escaped() throws UnsupportedCallException {
        return switch (escapes.next()) {
            case RegexEscapes.Escape.One(int codePoint) -> one(codePoint);
            case RegexEscapes.Escape.Members(CodePoints members) -> Piece.one(members.pattern());
            case RegexEscapes.Escape.Start _ -> Piece.anchor("\\A");
            case RegexEscapes.Escape.End _ -> Piece.anchor("\\z");
        };
    }

    private Piece group() throws UnsupportedCallException {
        if (reader.skip("?") && !reader.skip(":")) {
            throw special();
        }
        depth++;
        if (depth > MAX_DEPTH) {
            throw new UnsupportedCallException("this regular expression nests too deep");
        }
        Piece inner = alternatives();
        depth--;
        if (!reader.skip(")")) {
            throw RegexReader.invalid("parentheses () not balanced");
        }
        return new Piece("(?:" + inner.pattern() + ")", inner.size(), false);
    }

    private UnsupportedCallException special() {
        if (reader.skip("=") || reader.skip("!") || reader.skip("<=") || reader.skip("<!")) {
            return new UnsupportedCallException("look-around such as `(?=a)` is not available");
        }
        if (reader.skip("#")) {
            return new UnsupportedCallException("comments such as `(?#a)` are not available");
        }
        throw RegexReader.invalid("quantifier operand invalid");
    }

    private Piece quantified(Piece atom) throws UnsupportedCallException {
        String quantifier;
        int times = 1;
        if (reader.skip("*")) {
            quantifier = "*";
        } else if (reader.skip("+")) {
            quantifier = "+";
        } else if (reader.skip("?")) {
            quantifier = "?";
        } else if (reader.peek() == '{' && reader.peek(1) >= '0' && reader.peek(1) <= '9') {
            reader.next();
            Bounds bounds = bounds();
            quantifier = bounds.pattern();
            times = bounds.times();
        } else {
            return atom;
        }
        // Taking as little as possible matches the same texts.
        reader.skip("?");
        return new Piece(
                "(?:" + atom.pattern() + ")" + quantifier,
                checked((long) times * atom.size() + 1),
                false);
    }

    /// How often an atom may stand.
    private record Bounds(String pattern, int times) {}

    private Bounds bounds() {
        int least = bound();
        int most = least;
        String pattern = "{%d}".formatted(least);
        if (reader.skip(",")) {
            boolean open = !reader.isDigit();
            most = open ? least + 1 : bound();
            pattern = open ? "{%d,}".formatted(least) : "{%d,%d}".formatted(least, most);
        }
        if (reader.peek() == RegexReader.END) {
            throw RegexReader.invalid("braces {} not balanced");
        }
        if (most < least || !reader.skip("}")) {
            throw RegexReader.invalid("invalid repetition count(s)");
        }
        return new Bounds(pattern, Math.max(1, most));
    }

    private int bound() {
        int bound = reader.digits(10, 1, Integer.MAX_VALUE);
        if (bound > MAX_BOUND) {
            throw RegexReader.invalid("invalid repetition count(s)");
        }
        return bound;
    }

    private static int checked(long size) throws UnsupportedCallException {
        if (size > MAX_SIZE) {
            throw new UnsupportedCallException("this regular expression repeats too much");
        }
        return (int) size;
    }
}
