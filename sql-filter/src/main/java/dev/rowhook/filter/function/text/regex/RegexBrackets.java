package dev.rowhook.filter.function.text.regex;

import dev.rowhook.filter.function.UnsupportedCallException;

/// What stands in brackets. Not thread-safe.
final class RegexBrackets {
    private final RegexReader reader;
    private final RegexClasses classes;
    private final RegexEscapes escapes;

    RegexBrackets(RegexReader reader, RegexClasses classes, RegexEscapes escapes) {
        this.reader = reader;
        this.classes = classes;
        this.escapes = escapes;
    }

    /// Reads on after the bracket.
    CodePoints next() throws UnsupportedCallException {
        if (reader.startsWith("[:<:]]") || reader.startsWith("[:>:]]")) {
            throw new UnsupportedCallException("filters know no ends of words");
        }
        boolean negated = reader.skip("^");
        CodePoints members = part(true);
        while (!reader.skip("]")) {
            members = members.and(part(false));
        }
        return negated ? members.complement() : members;
    }

    private CodePoints part(boolean first) throws UnsupportedCallException {
        if (isRange(first)) {
            throw RegexReader.invalid("invalid character range");
        }
        if (reader.skip("[:")) {
            return unranged(classes.named(name()));
        }
        RegexEscapes.Escape start = element();
        if (start instanceof RegexEscapes.Escape.Members(CodePoints members)) {
            return unranged(members);
        }
        int from = codePoint(start);
        if (!isRange(false)) {
            return classes.letters().one(from);
        }
        reader.next();
        if (reader.startsWith("[:")) {
            throw RegexReader.invalid("invalid character range");
        }
        int to = codePoint(element());
        if (from > to) {
            throw RegexReader.invalid("invalid character range");
        }
        return classes.letters().range(from, to);
    }

    /// Whether a hyphen comes next that is not itself meant: it is where it comes first or last.
    private boolean isRange(boolean first) {
        return !first && reader.peek() == '-' && reader.peek(1) != ']';
    }

    private CodePoints unranged(CodePoints members) {
        if (isRange(false)) {
            throw RegexReader.invalid("invalid character range");
        }
        return members;
    }

    private RegexEscapes.Escape element() throws UnsupportedCallException {
        int next = reader.next();
        if (next == RegexReader.END) {
            throw RegexReader.invalid("brackets [] not balanced");
        }
        if (next == '[' && (reader.peek() == '.' || reader.peek() == '=')) {
            throw new UnsupportedCallException(
                    "collating elements such as `[.a.]` and `[=a=]` are not available");
        }
        return next == '\\' ? escapes.next() : new RegexEscapes.Escape.One(next);
    }

    private static int codePoint(RegexEscapes.Escape element) {
        return switch (element) {
            case RegexEscapes.Escape.One(int codePoint) -> codePoint;
            case RegexEscapes.Escape.Members _ ->
                    throw RegexReader.invalid("invalid character range");
            case RegexEscapes.Escape.Start _, RegexEscapes.Escape.End _ ->
                    throw RegexReader.invalid("invalid escape \\ sequence");
        };
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        while (!reader.skip(":]")) {
            if (reader.peek() == RegexReader.END) {
                throw RegexReader.invalid("brackets [] not balanced");
            }
            name.appendCodePoint(reader.next());
        }
        return name.toString();
    }
}
