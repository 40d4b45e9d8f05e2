package dev.rowhook.filter.syntax;

import dev.rowhook.filter.FilterException;

/// Reads string constants.
final class StringReader {
    private static final String OPEN = "the string that begins here does not end";

    private final Characters in;

    StringReader(Characters in) {
        this.in = in;
    }

    /// `'…'`, in which two quotes are one.
    String standard() throws FilterException {
        int start = in.position();
        StringBuilder value = new StringBuilder(delimited('\'', OPEN));
        int end = in.position();
        while (in.skipToNextLine() && in.peek() == '\'') {
            value.append(delimited('\'', OPEN));
            end = in.position();
        }
        in.goTo(end);
        return checked(value.toString(), start);
    }

    /// `'…'` or `"…"`, from its first quote.
    String delimited(char quote, String ifOpen) throws FilterException {
        int start = in.position();
        in.advance(1);
        StringBuilder value = new StringBuilder();
        while (true) {
            if (in.atEnd()) {
                throw in.error(start, start + 1, ifOpen);
            }
            char c = in.peek();
            in.advance(1);
            if (c == quote) {
                if (in.peek() != quote) {
                    return checked(value.toString(), start);
                }
                in.advance(1);
            }
            value.append(c);
        }
    }

    /// `E'…'`, from its first quote.
    String escaped() throws FilterException {
        int start = in.position();
        EscapedString value = new EscapedString(in);
        value.read();
        int end = in.position();
        while (in.skipToNextLine() && in.peek() == '\'') {
            value.read();
            end = in.position();
        }
        in.goTo(end);
        return checked(value.decoded(start), start);
    }

    /// `$$…$$` or `$tag$…$tag$`.
    String dollarQuoted() throws FilterException {
        int start = in.position();
        in.advance(1);
        if (Characters.startsName(in.peek())) {
            while (Characters.continuesName(in.peek()) && in.peek() != '$') {
                in.advance(1);
            }
        }
        if (in.peek() != '$') {
            throw in.error(start, start + 1, "found `$`, which means nothing here");
        }
        in.advance(1);
        String tag = in.since(start);
        int begin = in.position();
        int end = in.indexOf(tag, begin);
        if (end < 0) {
            throw in.error(start, start + tag.length(), OPEN);
        }
        in.goTo(end + tag.length());
        return checked(in.between(begin, end), start);
    }

    private String checked(String value, int start) throws FilterException {
        if (value.indexOf(0) >= 0) {
            throw in.error(start, in.position(), "a string cannot hold the character U+0000");
        }
        for (int i = 0; i < value.length(); i++) {
            int c = value.codePointAt(i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                throw in.error(start, in.position(), "a string holds half a character");
            }
            i += Character.charCount(c) - 1;
        }
        return value;
    }
}
