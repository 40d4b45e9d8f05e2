package dev.rowhook.filter.value;

import dev.rowhook.filter.EvaluationException;

/// The strings of a JSON text. Not thread-safe.
final class JsonStrings {
    private final String text;
    private final boolean escapes;
    private int at;

    /// @param escapes whether escapes are replaced by what they stand for
    JsonStrings(String text, boolean escapes) {
        this.text = text;
        this.escapes = escapes;
    }

    /// Where the last string ended, behind its quote.
    int end() {
        return at;
    }

    /// @param start where its quote is
    String at(int start) {
        at = start + 1;
        StringBuilder value = new StringBuilder();
        while (true) {
            char character = next();
            if (character == '"') {
                break;
            }
            if (character < ' ') {
                throw JsonParser.malformed();
            }
            if (character == '\\') {
                escape(value);
            } else {
                value.append(character);
            }
        }
        return escapes ? value.toString() : text.substring(start + 1, at - 1);
    }

    private void escape(StringBuilder value) {
        char character = next();
        switch (character) {
            case '"', '\\', '/' -> value.append(character);
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'u' -> unicode(value);
            default -> throw JsonParser.malformed();
        }
    }

    private void unicode(StringBuilder value) {
        char character = hexadecimal();
        if (!escapes) {
            return;
        }
        if (character == 0) {
            throw new EvaluationException("22P05", "unsupported Unicode escape sequence");
        }
        value.append(character);
        if (Character.isHighSurrogate(character)) {
            if (next() != '\\' || next() != 'u') {
                throw JsonParser.malformed();
            }
            char low = hexadecimal();
            if (!Character.isLowSurrogate(low)) {
                throw JsonParser.malformed();
            }
            value.append(low);
        } else if (Character.isLowSurrogate(character)) {
            throw JsonParser.malformed();
        }
    }

    private char hexadecimal() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char character = next();
            int digit = character < 128 ? Character.digit(character, 16) : -1;
            if (digit < 0) {
                throw JsonParser.malformed();
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private char next() {
        if (at >= text.length()) {
            throw JsonParser.malformed();
        }
        return text.charAt(at++);
    }
}
