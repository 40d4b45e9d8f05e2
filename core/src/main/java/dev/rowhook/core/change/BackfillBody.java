package dev.rowhook.core.change;

import dev.rowhook.core.BackfillId;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Makes the bodies of what a backfill adds to the log, in the manner of `pgoutput`.
///
/// A read is `r`, the relation's oid as four bytes, the backfill's id as sixteen, `N`, and the row
/// as pgoutput writes it (Postgres documentation, "Logical Replication Message Formats",
/// TupleData). A mark is `b` where the reads of a table begin and `e` where they end, the oid and
/// the id. [RowChange#decode] reads them. Not thread-safe.
public final class BackfillBody {
    static final byte READ = 'r';
    static final byte STARTED = 'b';
    static final byte COMPLETED = 'e';

    private static final int HEAD = 1 + Integer.BYTES + 2 * Long.BYTES;

    private final BackfillId backfill;
    private final int relationOid;
    private byte[] bytes = new byte[1024];
    private int length;
    private int columnCountAt;
    private int columns;

    public BackfillBody(BackfillId backfill, int relationOid) {
        this.backfill = backfill;
        this.relationOid = relationOid;
    }

    /// Whether a body is that of a read.
    public static boolean isRead(byte[] body) {
        return body.length > 0 && body[0] == READ;
    }

    /// Whether a backfill has made a body: then it is of one sink only.
    public static boolean isOfBackfill(byte[] body) {
        return isRead(body) || (body.length > 0 && (body[0] == STARTED || body[0] == COMPLETED));
    }

    /// Where the reads of the table begin.
    public byte[] started() {
        return mark(STARTED);
    }

    /// Where the reads of the table end.
    public byte[] completed() {
        return mark(COMPLETED);
    }

    /// Begins a row. Then come its columns, one by one.
    public void begin() {
        length = 0;
        columns = 0;
        head(READ);
        put((byte) 'N');
        columnCountAt = length;
        put((byte) 0);
        put((byte) 0);
    }

    /// The next column has the text that stands in `source` from `from` on.
    public void text(byte[] source, int from, int textLength) {
        columns++;
        put((byte) 't');
        putInt(textLength);
        reserve(textLength);
        System.arraycopy(source, from, bytes, length, textLength);
        length += textLength;
    }

    /// The next column is NULL.
    public void nothing() {
        columns++;
        put((byte) 'n');
    }

    /// The next column is not known.
    public void unknown() {
        columns++;
        put((byte) 'u');
    }

    /// The body of the row.
    public byte[] end() {
        bytes[columnCountAt] = (byte) (columns >>> 8);
        bytes[columnCountAt + 1] = (byte) columns;
        return Arrays.copyOf(bytes, length);
    }

    /// The body of a row that the source has sent.
    ///
    /// @param known gives the columns that `row` leaves unchanged; it may leave them so, too
    public byte[] read(Tuple row, Tuple known) {
        begin();
        for (int column = 0; column < row.columns(); column++) {
            Tuple from = row.isUnchanged(column) && known.columns() > column ? known : row;
            if (from.hasText(column)) {
                text(from.bytes(), from.offset(column), from.length(column));
            } else if (from.isNull(column)) {
                nothing();
            } else {
                unknown();
            }
        }
        return end();
    }

    private byte[] mark(byte code) {
        length = 0;
        head(code);
        return Arrays.copyOf(bytes, length);
    }

    private void head(byte code) {
        reserve(HEAD);
        ByteBuffer.wrap(bytes)
                .put(code)
                .putInt(relationOid)
                .putLong(backfill.value().getMostSignificantBits())
                .putLong(backfill.value().getLeastSignificantBits());
        length = HEAD;
    }

    private void put(byte value) {
        reserve(1);
        bytes[length++] = value;
    }

    private void putInt(int value) {
        reserve(Integer.BYTES);
        ByteBuffer.wrap(bytes).putInt(length, value);
        length += Integer.BYTES;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
