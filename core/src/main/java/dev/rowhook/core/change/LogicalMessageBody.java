package dev.rowhook.core.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.RowChange.OldRow;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

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

    private static final Relation RELATION =
            new Relation(
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

    private LogicalMessageBody() {}

    /// The relation, as a source would describe it: `prefix` is its key; `content` is what was
    /// written if that is text in UTF-8, else it is NULL, and `content_base64` is not.
    public static Relation relation() {
        return RELATION;
    }

    /// The body of one message.
    public static byte[] of(String prefix, byte[] content) {
        TupleBuilder row = new TupleBuilder().text(prefix);
        Optional<String> text = text(content);
        if (text.isPresent()) {
            row.text(text.get()).nothing();
        } else {
            row.nothing().text(Base64.getEncoder().encodeToString(content));
        }
        return ChangeBody.of(
                new RowChange(Action.MESSAGE, OID, OldRow.NONE, Tuple.ABSENT, row.build()),
                RELATION);
    }

    /// Whether messages of a prefix annotate transactions, or are Rowhook's own: no sink gets them.
    public static boolean isReserved(String prefix) {
        return prefix.startsWith("rowhook:") || prefix.startsWith("sequin:");
    }

    /// The prefix of a message that was taken apart.
    public static String prefix(RowChange message) {
        Tuple row = message.newRow();
        return new String(row.bytes(), row.offset(0), row.length(0), UTF_8);
    }

    /// Postgres has no text with the byte 0.
    private static Optional<String> text(byte[] content) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            return text.indexOf(0) < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
