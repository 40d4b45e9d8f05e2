package dev.rowhook.dispatcher.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.Tuple;
import dev.rowhook.core.change.ValueType;

/// Writes values of a row as JSON, as `to_jsonb` would, timestamps apart. Immutable.
final class Values {
    /// Timestamps are strings of ISO 8601.
    static final Values ISO_8601 = new Values(false);

    /// Timestamps are numbers of microseconds since 1970.
    static final Values UNIX_MICROSECONDS = new Values(true);

    static final byte[] NULL = "null".getBytes(UTF_8);
    private static final byte[] TRUE = "true".getBytes(UTF_8);
    private static final byte[] FALSE = "false".getBytes(UTF_8);

    private final boolean unixMicroseconds;

    private Values(boolean unixMicroseconds) {
        this.unixMicroseconds = unixMicroseconds;
    }

    /// A value that is known: not unchanged.
    void append(ValueType type, Tuple row, int column, JsonBuffer out) {
        if (row.isNull(column)) {
            out.append(NULL);
            return;
        }
        append(type, row.bytes(), row.offset(column), row.length(column), out);
    }

    /// A value that is not null.
    void append(ValueType type, byte[] source, int offset, int length, JsonBuffer out) {
        switch (type) {
            case Scalar scalar -> append(scalar, source, offset, length, out);
            case ValueType.Array(ValueType element, char delimiter) -> {
                if (delimiter == ' ') {
                    VectorText.append(this, element, source, offset, length, out);
                } else {
                    new ArrayLiteral(this, element, delimiter, source, offset, length, out)
                            .append();
                }
            }
            case ValueType.Row row ->
                    new RowLiteral(this, row.fields(), source, offset, length, out).append();
        }
    }

    private void append(Scalar type, byte[] source, int offset, int length, JsonBuffer out) {
        switch (type) {
            case TEXT -> JsonStrings.append(source, offset, length, out);
            case NUMBER -> JsonNumbers.append(source, offset, length, out);
            case BOOLEAN -> out.append(truth(source, offset, length));
            case TIMESTAMP -> timestamp(source, offset, length, false, out);
            case TIMESTAMPTZ -> timestamp(source, offset, length, true, out);
            case JSON -> {
                if (length == 0) {
                    throw new MalformedChangeException("empty JSON");
                }
                Utf8.check(source, offset, length);
                out.append(source, offset, length);
            }
            case HSTORE -> new HstoreText(source, offset, length, out).append();
        }
    }

    private void timestamp(byte[] source, int offset, int length, boolean zoned, JsonBuffer out) {
        if (unixMicroseconds) {
            TimestampMicros.append(source, offset, length, out);
        } else {
            TimestampText.append(source, offset, length, zoned, out);
        }
    }

    private static byte[] truth(byte[] source, int offset, int length) {
        byte letter = length == 1 ? source[offset] : 0;
        return switch (letter) {
            case 't' -> TRUE;
            case 'f' -> FALSE;
            default -> throw new MalformedChangeException("value that is no boolean");
        };
    }
}
