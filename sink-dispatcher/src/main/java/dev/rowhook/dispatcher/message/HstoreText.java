package dev.rowhook.dispatcher.message;

import dev.rowhook.core.change.MalformedChangeException;

/// Writes the text of an `hstore`, such as `"a"=>"1", "b"=>NULL`, as a JSON object of strings, as
/// the cast of that type to `json` does. Used once, by one thread.
final class HstoreText {
    private final byte[] source;
    private final int end;
    private final JsonBuffer out;
    private int at;

    HstoreText(byte[] source, int offset, int length, JsonBuffer out) {
        this.source = source;
        this.end = offset + length;
        this.out = out;
        this.at = offset;
    }

    /// @throws MalformedChangeException if the text is no hstore
    void append() {
        out.append((byte) '{');
        boolean first = true;
        while (at < end) {
            if (!first) {
                expect(", ");
                out.append((byte) ',');
            }
            first = false;
            string();
            expect("=>");
            out.append((byte) ':');
            if (at < end && source[at] == '"') {
                string();
            } else {
                expect("NULL");
                out.append(Values.NULL);
            }
        }
        out.append((byte) '}');
    }

    /// Text in quotes, in which a backslash stands before a character meant as it is.
    private void string() {
        expect("\"");
        int from = at;
        int escapes = 0;
        while (next() != '"') {
            if (source[at] == '\\') {
                escapes++;
                at++;
            }
            at++;
        }
        if (escapes == 0) {
            JsonStrings.append(source, from, at - from, out);
        } else {
            byte[] plain = unescaped(from, at - from - escapes);
            JsonStrings.append(plain, 0, plain.length, out);
        }
        at++;
    }

    private byte[] unescaped(int from, int length) {
        byte[] plain = new byte[length];
        int next = from;
        for (int i = 0; i < length; i++) {
            if (source[next] == '\\') {
                next++;
            }
            plain[i] = source[next++];
        }
        return plain;
    }

    private void expect(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (next() != text.charAt(i)) {
                throw malformed();
            }
            at++;
        }
    }

    private byte next() {
        if (at >= end) {
            throw malformed();
        }
        return source[at];
    }

    private static MalformedChangeException malformed() {
        return new MalformedChangeException("value that is no hstore");
    }
}
