package dev.rowhook.core.change;

import java.nio.ByteBuffer;

/// What the log has of a truncate: one body for each table that it emptied, `T` and the relation's
/// oid as four bytes. `pgoutput` names all tables in one message (Postgres documentation, "Logical
/// Replication Message Formats", Truncate). [RowChange#decode] reads it.
public final class TruncateBody {
    /// The letter with which it begins.
    public static final byte KIND = 'T';

    private TruncateBody() {}

    /// The truncate of one table.
    public static byte[] of(int relationOid) {
        return ByteBuffer.allocate(1 + Integer.BYTES).put(KIND).putInt(relationOid).array();
    }

    /// Whether a body is that of a truncate.
    public static boolean isTruncate(byte[] body) {
        return body.length > 0 && body[0] == KIND;
    }
}
