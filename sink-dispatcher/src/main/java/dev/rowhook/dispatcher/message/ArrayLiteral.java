package dev.rowhook.dispatcher.message;

import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.ValueType;

/// Writes the text of a Postgres array, of any number of dimensions, as nested JSON arrays.
///
/// Bounds before the array (`[0:2]={…}`) are left out, as `to_jsonb` does. Used once, by one
/// thread.
final class ArrayLiteral {
    /// What Postgres allows.
    private static final int DEEPEST = 6;

    private final Values values;
    private final ValueType element;
    private final char delimiter;
    private final byte[] source;
    private final int end;
    private final JsonBuffer out;
    private int at;
    private int depth;

    /// The depth that the values lie at; 0 before the first.
    private int valueDepth;

    ArrayLiteral(
            Values values,
            ValueType element,
            char delimiter,
            byte[] source,
            int offset,
            int length,
            JsonBuffer out) {
        this.values = values;
        this.element = element;
        this.delimiter = delimiter;
        this.source = source;
        this.end = offset + length;
        this.out = out;
        this.at = offset;
    }

    /// @throws MalformedChangeException if the text is no array
    void append() {
        skipBounds();
        if (peek() != '{') {
            throw malformed();
        }
        do {
            beforeValue();
        } while (afterValue());
        if (at != end) {
            throw malformed();
        }
    }

    private void skipBounds() {
        if (peek() != '[') {
            return;
        }
        while (peek() != '=') {
            at++;
        }
        at++;
    }

    /// Opens arrays and writes the value inside; an empty array has none.
    private void beforeValue() {
        while (peek() == '{') {
            at++;
            if (++depth > DEEPEST) {
                throw malformed();
            }
            out.append((byte) '[');
        }
        if (depth == 1 && peek() == '}' && valueDepth == 0) {
            valueDepth = depth;
            return;
        }
        if (valueDepth == 0) {
            valueDepth = depth;
        } else if (valueDepth != depth) {
            throw malformed();
        }
        if (peek() == '"') {
            at++;
            quoted();
        } else {
            unquoted();
        }
    }

    /// Closes arrays; whether another value follows.
    private boolean afterValue() {
        while (peek() == '}') {
            at++;
            out.append((byte) ']');
            if (--depth == 0) {
                return false;
            }
        }
        if (peek() != delimiter) {
            throw malformed();
        }
        at++;
        out.append((byte) ',');
        return true;
    }

    private void unquoted() {
        int from = at;
        while (peek() != delimiter && source[at] != '}') {
            byte character = source[at++];
            if (character == '{' || character == '"' || character == '\\') {
                throw malformed();
            }
        }
        int length = at - from;
        if (length == 0) {
            throw malformed();
        }
        if (isNull(from, length)) {
            out.append(Values.NULL);
        } else {
            values.append(element, source, from, length, out);
        }
    }

    /// A value from behind its opening quote to behind its closing one.
    private void quoted() {
        int from = at;
        while (peek() != '"') {
            if (source[at] == '\\') {
                escaped(from);
                return;
            }
            at++;
        }
        values.append(element, source, from, at - from, out);
        at++;
    }

    /// The same for a value with backslashes, each of which stands before a character meant as it
    /// is.
    private void escaped(int from) {
        // What is nested may use the scratch itself.
        byte[] plain = element instanceof Scalar ? out.scratch(end - from) : new byte[end - from];
        int length = at - from;
        System.arraycopy(source, from, plain, 0, length);
        while (peek() != '"') {
            if (source[at] == '\\') {
                at++;
            }
            plain[length++] = peek();
            at++;
        }
        at++;
        values.append(element, plain, 0, length, out);
    }

    private boolean isNull(int from, int length) {
        return length == 4
                && source[from] == 'N'
                && source[from + 1] == 'U'
                && source[from + 2] == 'L'
                && source[from + 3] == 'L';
    }

    private byte peek() {
        if (at >= end) {
            throw malformed();
        }
        return source[at];
    }

    private static MalformedChangeException malformed() {
        return new MalformedChangeException("value that is no array");
    }
}
