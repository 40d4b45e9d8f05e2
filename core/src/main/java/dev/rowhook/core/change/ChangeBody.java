package dev.rowhook.core.change;

import dev.rowhook.core.change.RowChange.OldRow;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// Writes an insert, update or delete of a row as `pgoutput` would, and a logical message as one.
public final class ChangeBody {
    private ChangeBody() {}

    /// @throws IllegalArgumentException if it is of no row that the source changed
    public static byte[] of(RowChange change, Relation relation) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(letter(change));
        body.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(relation.oid()).array());
        if (change.oldKind() != OldRow.NONE) {
            body.write(change.oldKind() == OldRow.FULL ? 'O' : 'K');
            write(change.oldRow(), body);
        }
        if (change.newRow().columns() > 0) {
            body.write('N');
            write(change.newRow(), body);
        }
        return body.toByteArray();
    }

    private static int letter(RowChange change) {
        return switch (change.action()) {
            case INSERT -> 'I';
            case UPDATE -> 'U';
            case DELETE -> 'D';
            case MESSAGE -> LogicalMessageBody.KIND;
            case TRUNCATE, READ, BACKFILL_STARTED, BACKFILL_COMPLETED ->
                    throw new IllegalArgumentException("the stream has no such change of a row");
        };
    }

    private static void write(Tuple row, ByteArrayOutputStream body) {
        int columns = row.columns();
        body.write(columns >>> 8);
        body.write(columns);
        for (int i = 0; i < columns; i++) {
            if (row.hasText(i)) {
                body.write('t');
                body.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(row.length(i)).array());
                body.write(row.bytes(), row.offset(i), row.length(i));
            } else {
                body.write(row.isUnchanged(i) ? 'u' : 'n');
            }
        }
    }
}
