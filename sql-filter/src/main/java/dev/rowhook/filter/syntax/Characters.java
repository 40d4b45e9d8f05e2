package dev.rowhook.filter.syntax;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterException.Code;
import dev.rowhook.filter.Span;

/// A text and the place that is being read.
final class Characters {
    private final String text;
    private int position;

    Characters(String text) {
        this.text = text;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean startsName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128;
    }

    static boolean continuesName(char c) {
        return startsName(c) || isDigit(c) || c == '$';
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == 0x0b;
    }

    int position() {
        return position;
    }

    void goTo(int place) {
        position = place;
    }

    boolean atEnd() {
        return position >= text.length();
    }

    /// The character at hand; NUL at the end.
    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        int place = position + ahead;
        return place < text.length() ? text.charAt(place) : 0;
    }

    void advance(int count) {
        position += count;
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix, position);
    }

    int indexOf(String wanted, int from) {
        return text.indexOf(wanted, from);
    }

    String since(int start) {
        return text.substring(start, position);
    }

    String between(int start, int end) {
        return text.substring(start, end);
    }

    FilterException error(int start, int end, String message) {
        return new FilterException(
                Code.SYNTAX, text, new Span(start, Math.min(end, text.length())), message);
    }

    /// Skips white space and comments.
    void skipSpace() throws FilterException {
        while (!atEnd()) {
            if (isSpace(peek())) {
                advance(1);
            } else if (startsWith("--")) {
                skipLine();
            } else if (startsWith("/*")) {
                skipComment();
            } else {
                return;
            }
        }
    }

    /// Whether what follows is white space with the end of a line in it, which joins strings. Then
    /// it is skipped.
    boolean skipToNextLine() {
        int start = position;
        boolean newLine = false;
        while (!atEnd() && (isSpace(peek()) || (newLine && startsWith("--")))) {
            if (startsWith("--")) {
                skipLine();
            } else {
                newLine |= peek() == '\n' || peek() == '\r';
                advance(1);
            }
        }
        if (!newLine) {
            position = start;
        }
        return newLine;
    }

    private void skipLine() {
        while (!atEnd() && peek() != '\n' && peek() != '\r') {
            advance(1);
        }
    }

    private void skipComment() throws FilterException {
        int start = position;
        int open = 0;
        do {
            if (atEnd()) {
                throw error(start, start + 2, "the comment that begins here does not end");
            }
            if (startsWith("/*")) {
                open++;
                advance(2);
            } else if (startsWith("*/")) {
                open--;
                advance(2);
            } else {
                advance(1);
            }
        } while (open > 0);
    }
}
