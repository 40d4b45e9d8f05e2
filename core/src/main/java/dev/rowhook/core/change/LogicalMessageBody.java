package dev.rowhook.core.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;

/// What the log has of a message that the source's own users wrote with `pg_logical_emit_message`:
/// a row of a relation that no table is, named after that function, in a schema whose tables are
/// never published.
///
/// The body is `M`, the relation's oid, 0, as four bytes, `N`, and the row as pgoutput writes it
/// (Postgres documentation, "Logical Replication Message Formats", TupleData). [RowChange#decode]
/// reads it.
public final class LogicalMessageBody {
    /// The letter with which it begins.
    public static final byte KIND = 'M';

    /// The name of the relation.
    public static final TableName NAME = new TableName("pg_catalog", "pg_logical_emit_message");

    private static final int OID = 0;
    private static final int TEXT = 25;

    private LogicalMessageBody() {}

    /// The relation, as a source would describe it: `prefix` is its key; `content` is what was
    /// written if that is text in UTF-8, else it is NULL, and `content_base64` is not.
    public static Relation relation() {
        return new Relation(
                0,
                OID,
                NAME.schema(),
                NAME.table(),
                ReplicaIdentity.DEFAULT,
                List.of(
                        new Column("prefix", TEXT, true, Scalar.TEXT),
                        new Column("content", TEXT, false, Scalar.TEXT),
                        new Column("content_base64", TEXT, false, Scalar.TEXT)),
                List.of(0),
                false);
    }

    /// The body of one message.
    public static byte[] of(String prefix, byte[] content) {
        boolean isText = isText(content);
        ByteArrayOutputStream body = new ByteArrayOutputStream(content.length + 64);
        body.write(KIND);
        body.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(OID).array());
        body.write('N');
        body.write(0);
        body.write(3);
        text(prefix.getBytes(UTF_8), body);
        if (isText) {
            text(content, body);
            body.write('n');
        } else {
            body.write('n');
            text(Base64.getEncoder().encode(content), body);
        }
        return body.toByteArray();
    }

    /// The prefix of a message that was taken apart.
    public static String prefix(RowChange message) {
        Tuple row = message.newRow();
        return new String(row.bytes(), row.offset(0), row.length(0), UTF_8);
    }

    private static void text(byte[] text, ByteArrayOutputStream body) {
        body.write('t');
        body.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
        body.writeBytes(text);
    }

    private static boolean isText(byte[] content) {
        for (byte one : content) {
            if (one == 0) {
                return false;
            }
        }
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
