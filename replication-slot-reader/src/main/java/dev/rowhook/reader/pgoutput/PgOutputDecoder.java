package dev.rowhook.reader.pgoutput;

import dev.rowhook.core.Lsn;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.reader.pgoutput.PgOutputMessage.Begin;
import dev.rowhook.reader.pgoutput.PgOutputMessage.ColumnMessage;
import dev.rowhook.reader.pgoutput.PgOutputMessage.Commit;
import dev.rowhook.reader.pgoutput.PgOutputMessage.Ignored;
import dev.rowhook.reader.pgoutput.PgOutputMessage.LogicalMessage;
import dev.rowhook.reader.pgoutput.PgOutputMessage.RelationMessage;
import dev.rowhook.reader.pgoutput.PgOutputMessage.RowMessage;
import dev.rowhook.reader.pgoutput.PgOutputMessage.Truncate;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// From bytes to messages. No state, no look-ups.
public final class PgOutputDecoder {
    // Microseconds from 1970-01-01 to 2000-01-01, where Postgres counts from.
    private static final long POSTGRES_EPOCH = 946_684_800_000_000L;

    private PgOutputDecoder() {}

    /// @throws MalformedMessageException if the bytes end early, hold an unknown code, or go on
    ///   after the message
    public static PgOutputMessage decode(ByteBuffer bytes) {
        ByteBuffer in = bytes.slice();
        try {
            char code = (char) in.get();
            return switch (code) {
                case 'I', 'U', 'D' -> new RowMessage(code, in.getInt());
                case 'B' -> whole(in, begin(in));
                case 'C' -> whole(in, commit(in));
                case 'R' -> whole(in, relation(in));
                case 'T' -> whole(in, truncate(in));
                case 'M' -> whole(in, logicalMessage(in));
                case 'Y', 'O' -> new Ignored(code);
                default ->
                        throw new MalformedMessageException(
                                "unknown message code '%c'".formatted(code));
            };
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new MalformedMessageException("message ends early, at byte " + in.position(), e);
        }
    }

    private static PgOutputMessage whole(ByteBuffer in, PgOutputMessage message) {
        if (in.hasRemaining()) {
            throw new MalformedMessageException(
                    "%d bytes after the end of the message".formatted(in.remaining()));
        }
        return message;
    }

    private static Begin begin(ByteBuffer in) {
        return new Begin(new Lsn(in.getLong()), in.getLong() + POSTGRES_EPOCH, in.getInt());
    }

    private static Commit commit(ByteBuffer in) {
        in.get();
        Commit commit = new Commit(new Lsn(in.getLong()), new Lsn(in.getLong()));
        in.getLong();
        return commit;
    }

    private static RelationMessage relation(ByteBuffer in) {
        int oid = in.getInt();
        String schema = string(in);
        String table = string(in);
        char identityCode = (char) in.get();
        ReplicaIdentity identity;
        try {
            identity = ReplicaIdentity.of(identityCode);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("unknown replica identity of a relation", e);
        }
        int count = Short.toUnsignedInt(in.getShort());
        List<ColumnMessage> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean isIdentity = (in.get() & 1) != 0;
            columns.add(new ColumnMessage(string(in), in.getInt(), isIdentity));
            in.getInt();
        }
        // An empty namespace is how pg_catalog is written.
        return new RelationMessage(
                oid, schema.isEmpty() ? "pg_catalog" : schema, table, identity, columns);
    }

    private static Truncate truncate(ByteBuffer in) {
        int count = in.getInt();
        in.get();
        List<Integer> oids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            oids.add(in.getInt());
        }
        return new Truncate(oids);
    }

    private static LogicalMessage logicalMessage(ByteBuffer in) {
        boolean transactional = (in.get() & 1) != 0;
        in.getLong();
        String prefix = string(in);
        byte[] content = new byte[in.getInt()];
        in.get(content);
        return new LogicalMessage(transactional, prefix, content);
    }

    private static String string(ByteBuffer in) {
        int start = in.position();
        while (in.get() != 0) {
            // The text ends at the first zero byte.
        }
        byte[] text = new byte[in.position() - start - 1];
        in.get(start, text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
