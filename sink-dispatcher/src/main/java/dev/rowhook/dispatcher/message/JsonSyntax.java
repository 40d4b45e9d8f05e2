package dev.rowhook.dispatcher.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rowhook.core.change.MalformedChangeException;

/// Judges whether text that nobody has checked yet is JSON (RFC 8259). Used once, by one thread.
final class JsonSyntax {
    private static final int DEEPEST = 64;
    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] FALSE = "false".getBytes(US_ASCII);
    private static final byte[] NULL = "null".getBytes(US_ASCII);

    private final byte[] text;
    private int at;

    private JsonSyntax(byte[] text) {
        this.text = text;
    }

    /// Whether the text is one JSON object, in UTF-8 and nested no deeper than 64.
    static boolean isObject(byte[] text) {
        JsonSyntax syntax = new JsonSyntax(text);
        syntax.skipSpace();
        return syntax.next() == '{' && syntax.value(0) && syntax.at == text.length && isUtf8(text);
    }

    /// Steps over a value and the space behind it.
    private boolean value(int depth) {
        boolean valid =
                switch (next()) {
                    case '{' -> depth < DEEPEST && members(depth + 1, '}');
                    case '[' -> depth < DEEPEST && members(depth + 1, ']');
                    case '"' -> string();
                    case 't' -> word(TRUE);
                    case 'f' -> word(FALSE);
                    case 'n' -> word(NULL);
                    default -> number();
                };
        skipSpace();
        return valid;
    }

    /// What is in an object or array, from its opening to its closing bracket.
    private boolean members(int depth, char closing) {
        at++;
        skipSpace();
        if (next() == closing) {
            at++;
            return true;
        }
        while ((closing == ']' || name()) && value(depth)) {
            int separator = next();
            at++;
            if (separator != ',') {
                return separator == closing;
            }
            skipSpace();
        }
        return false;
    }

    private boolean name() {
        if (next() != '"' || !string()) {
            return false;
        }
        skipSpace();
        boolean colon = next() == ':';
        at++;
        skipSpace();
        return colon;
    }

    private boolean string() {
        at++;
        while (next() >= ' ') {
            int character = next();
            at++;
            if (character == '"') {
                return true;
            }
            if (character == '\\' && !escape()) {
                return false;
            }
        }
        return false;
    }

    private boolean escape() {
        int letter = next();
        at++;
        if (letter != 'u') {
            return letter > 0 && "\"\\/bfnrt".indexOf(letter) >= 0;
        }
        int end = at + 4;
        while (at < end && Character.digit(next(), 16) >= 0) {
            at++;
        }
        return at == end;
    }

    private boolean word(byte[] word) {
        for (byte letter : word) {
            if (next() != letter) {
                return false;
            }
            at++;
        }
        return true;
    }

    private boolean number() {
        int from = at;
        while (next() > 0 && "+-.0123456789Ee".indexOf(next()) >= 0) {
            at++;
        }
        return JsonNumbers.isNumber(text, from, at);
    }

    private void skipSpace() {
        while (next() == ' ' || next() == '\n' || next() == '\r' || next() == '\t') {
            at++;
        }
    }

    /// The byte here, from 0 to 255; -1 at the end.
    private int next() {
        return at < text.length ? text[at] & 0xFF : -1;
    }

    private static boolean isUtf8(byte[] text) {
        try {
            Utf8.check(text, 0, text.length);
            return true;
        } catch (MalformedChangeException _) {
            return false;
        }
    }
}
