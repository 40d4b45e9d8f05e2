package dev.rowhook.core.change;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The values of one row as `pgoutput` sent them: for each column NULL, a TOASTed value that the
/// update left alone and Postgres did not send, or a stretch of the message's bytes with the
/// value's text in UTF-8.
///
/// A view: nothing is copied, and nobody writes to the bytes. Columns count from 0. Immutable.
public final class Tuple {
    /// The row that a message does not have: no columns.
    public static final Tuple ABSENT = new Tuple(new byte[0], new int[0]);

    static final int NULL = -1;
    static final int UNCHANGED = -2;

    private final byte[] bytes;

    /// For each column where its text begins, and its length or one of the codes above.
    private final int[] spans;

    Tuple(byte[] bytes, int[] spans) {
        this.bytes = bytes;
        this.spans = spans;
    }

    public int columns() {
        return spans.length / 2;
    }

    public boolean isNull(int column) {
        return length(column) == NULL;
    }

    /// Whether the value is as it was before the update, and not known from this row.
    public boolean isUnchanged(int column) {
        return length(column) == UNCHANGED;
    }

    /// Whether the column has a text.
    public boolean hasText(int column) {
        return length(column) >= 0;
    }

    /// The array that the texts lie in, shared.
    public byte[] bytes() {
        return bytes;
    }

    /// Where the text of a column begins in [#bytes()].
    public int offset(int column) {
        return spans[2 * column];
    }

    /// The length of a column's text in bytes; negative if it has none.
    public int length(int column) {
        return spans[2 * column + 1];
    }

    /// The text of a column that [has one][#hasText].
    public String text(int column) {
        return new String(bytes, offset(column), length(column), StandardCharsets.UTF_8);
    }

    /// Whether both rows say the same of a column: the same text, both NULL, or both unchanged.
    public boolean agrees(Tuple other, int column) {
        int length = length(column);
        if (length != other.length(column)) {
            return false;
        }
        int from = offset(column);
        int otherFrom = other.offset(column);
        return length <= 0
                || Arrays.equals(
                        bytes, from, from + length, other.bytes, otherFrom, otherFrom + length);
    }

    /// The row with the values of another one where it leaves them unchanged; the row itself if
    /// nothing is to be had there.
    public Tuple completedFrom(Tuple other) {
        if (other.columns() != columns() || !hasUnchanged()) {
            return this;
        }
        byte[] both = Arrays.copyOf(bytes, bytes.length + other.bytes.length);
        System.arraycopy(other.bytes, 0, both, bytes.length, other.bytes.length);
        int[] filled = spans.clone();
        for (int i = 0; i < columns(); i++) {
            if (isUnchanged(i)) {
                filled[2 * i] = bytes.length + other.offset(i);
                filled[2 * i + 1] = other.length(i);
            }
        }
        return new Tuple(both, filled);
    }

    /// Whether a value is as it was before the update, and not known from this row.
    public boolean hasUnchanged() {
        for (int i = 0; i < columns(); i++) {
            if (isUnchanged(i)) {
                return true;
            }
        }
        return false;
    }

    /// Never what the row holds.
    @Override
    public String toString() {
        return "row of " + columns() + " columns";
    }
}
