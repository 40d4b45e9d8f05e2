package dev.rowhook.filter.value;

import dev.rowhook.filter.EvaluationException;

/// Takes the text of an array apart. Not thread-safe.
final class ArrayScanner {
    private static final char END = '\0';

    private final String text;
    private final char delimiter;
    private int at;

    ArrayScanner(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    /// What the content of an array consists of.
    sealed interface Token {
        record Open() implements Token {}

        record Close() implements Token {}

        record Delimiter() implements Token {}

        record Null() implements Token {}

        record Element(String text) implements Token {}
    }

    static boolean isSpace(char unit) {
        return unit == ' ' || (unit >= '\t' && unit <= '\r');
    }

    static EvaluationException malformed() {
        return new EvaluationException("22P02", "malformed array literal");
    }

    void skipSpace() {
        while (isSpace(peek())) {
            at++;
        }
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    char peek() {
        return isAtEnd() ? END : text.charAt(at);
    }

    /// Steps over the character, if it is the next one.
    boolean skip(char unit) {
        boolean there = !isAtEnd() && text.charAt(at) == unit;
        if (there) {
            at++;
        }
        return there;
    }

    /// A bound of a dimension.
    int bound() {
        int start = at;
        if (peek() == '-' || peek() == '+') {
            at++;
        }
        int digits = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == digits) {
            throw malformed();
        }
        try {
            return Integer.parseInt(text, start, at, 10);
        } catch (NumberFormatException e) {
            throw new EvaluationException("54000", "array bound is out of integer range");
        }
    }

    Token next() {
        skipSpace();
        char unit = required();
        if (unit == '"') {
            return quoted();
        }
        if (unit == '{') {
            return new Token.Open();
        }
        if (unit == '}') {
            return new Token.Close();
        }
        if (unit == delimiter) {
            return new Token.Delimiter();
        }
        at--;
        return unquoted();
    }

    private char required() {
        if (isAtEnd()) {
            throw malformed();
        }
        char unit = text.charAt(at);
        at++;
        return unit;
    }

    private Token quoted() {
        StringBuilder element = new StringBuilder();
        char unit = required();
        while (unit != '"') {
            element.append(unit == '\\' ? required() : unit);
            unit = required();
        }
        skipSpace();
        char after = peek();
        if (isAtEnd() || (after != delimiter && after != '}' && after != '{')) {
            throw malformed();
        }
        return new Token.Element(element.toString());
    }

    private Token unquoted() {
        StringBuilder element = new StringBuilder();
        int end = 0;
        boolean escaped = false;
        while (peek() != delimiter && peek() != '}') {
            char unit = required();
            if (unit == '"' || unit == '{') {
                throw malformed();
            }
            element.append(unit == '\\' ? required() : unit);
            escaped |= unit == '\\';
            if (unit == '\\' || !isSpace(unit)) {
                end = element.length();
            }
        }
        String content = element.substring(0, end);
        return !escaped && content.equalsIgnoreCase("null")
                ? new Token.Null()
                : new Token.Element(content);
    }
}
