package dev.rowhook.core.change;

import dev.rowhook.core.change.RowChange.OldRow;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// Makes of an update the delete of the row as it was before, as `pgoutput` would write it.
public final class DeleteBody {
    private DeleteBody() {}

    /// The whole old row if the source said it, else the columns of the replica identity.
    public static byte[] of(RowChange update, Relation relation) {
        boolean isFull = update.oldKind() == OldRow.FULL;
        Tuple row = update.oldKind() == OldRow.NONE ? update.newRow() : update.oldRow();
        int columns = relation.columns().size();
        ByteArrayOutputStream body = new ByteArrayOutputStream(row.bytes().length);
        body.write('D');
        body.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(relation.oid()).array());
        body.write(isFull ? 'O' : 'K');
        body.write(columns >>> 8);
        body.write(columns);
        for (int i = 0; i < columns; i++) {
            boolean isSaid = isFull || relation.columns().get(i).identity();
            if (isSaid && row.hasText(i)) {
                body.write('t');
                body.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(row.length(i)).array());
                body.write(row.bytes(), row.offset(i), row.length(i));
            } else {
                body.write(isSaid && row.isUnchanged(i) ? 'u' : 'n');
            }
        }
        return body.toByteArray();
    }
}
