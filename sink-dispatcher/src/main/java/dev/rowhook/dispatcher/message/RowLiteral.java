package dev.rowhook.dispatcher.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.ValueType;

import java.util.List;

/// Writes the text of a composite value as a JSON object. Attributes behind its last one were added
/// since, and have no value. Used once, by one thread.
final class RowLiteral {
    private final Values values;
    private final List<ValueType.Field> fields;
    private final byte[] source;
    private final int end;
    private final JsonBuffer out;
    private int at;

    RowLiteral(
            Values values,
            List<ValueType.Field> fields,
            byte[] source,
            int offset,
            int length,
            JsonBuffer out) {
        this.values = values;
        this.fields = fields;
        this.source = source;
        this.end = offset + length;
        this.out = out;
        this.at = offset;
    }

    /// @throws MalformedChangeException if the text is no row, or one of more attributes
    void append() {
        expect('(');
        out.append((byte) '{');
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                out.append((byte) ',');
            }
            byte[] name = fields.get(i).name().getBytes(UTF_8);
            JsonStrings.append(name, 0, name.length, out);
            out.append((byte) ':');
            if (i > 0 && peek() == ')') {
                out.append(Values.NULL);
            } else {
                if (i > 0) {
                    expect(',');
                }
                value(fields.get(i).type());
            }
        }
        expect(')');
        out.append((byte) '}');
        if (at != end) {
            throw malformed();
        }
    }

    private void value(ValueType type) {
        switch (peek()) {
            case ',', ')' -> out.append(Values.NULL);
            case '"' -> {
                at++;
                quoted(type);
            }
            default -> unquoted(type);
        }
    }

    private void unquoted(ValueType type) {
        int from = at;
        while (peek() != ',' && source[at] != ')') {
            byte character = source[at++];
            if (character == '(' || character == '"' || character == '\\') {
                throw malformed();
            }
        }
        values.append(type, source, from, at - from, out);
    }

    /// A value from behind its opening quote to behind its closing one.
    private void quoted(ValueType type) {
        int from = at;
        while (!isClosingQuote()) {
            if (source[at] == '"' || source[at] == '\\') {
                escaped(type, from);
                return;
            }
            at++;
        }
        values.append(type, source, from, at - from, out);
        at++;
    }

    /// The same for a value with quotes or backslashes, each of which stands behind another quote
    /// or backslash.
    private void escaped(ValueType type, int from) {
        // What is nested may use the scratch itself.
        byte[] plain = type instanceof Scalar ? out.scratch(end - from) : new byte[end - from];
        int length = at - from;
        System.arraycopy(source, from, plain, 0, length);
        while (!isClosingQuote()) {
            if (source[at] == '"' || source[at] == '\\') {
                at++;
            }
            plain[length++] = peek();
            at++;
        }
        at++;
        values.append(type, plain, 0, length, out);
    }

    private boolean isClosingQuote() {
        return peek() == '"' && (at + 1 == end || source[at + 1] != '"');
    }

    private void expect(char character) {
        if (peek() != character) {
            throw malformed();
        }
        at++;
    }

    private byte peek() {
        if (at >= end) {
            throw malformed();
        }
        return source[at];
    }

    private static MalformedChangeException malformed() {
        return new MalformedChangeException("value that is no row of its type");
    }
}
