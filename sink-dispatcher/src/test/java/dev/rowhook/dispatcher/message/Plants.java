package dev.rowhook.dispatcher.message;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.testing.RowBytes;

import java.util.List;
import java.util.UUID;

/// A table `garden.plant (id int primary key, name text, notes text)` and changes of it.
final class Plants {
    static final int OID = 16_400;
    static final SinkId SINK = new SinkId(new UUID(1, 2));
    static final DatabaseId DATABASE = new DatabaseId(new UUID(3, 4));

    private Plants() {}

    static Relation table(ReplicaIdentity identity, Integer... keyColumns) {
        boolean full = identity == ReplicaIdentity.FULL;
        return new Relation(
                1,
                OID,
                "garden",
                "plant",
                identity,
                List.of(
                        new Column("id", 23, true, Scalar.NUMBER),
                        new Column("name", 25, full, Scalar.TEXT),
                        new Column("notes", 25, full, Scalar.TEXT)),
                List.of(keyColumns),
                false);
    }

    static RowBytes message(char code) {
        return RowBytes.message(code, OID);
    }

    static LoggedChange change(RowBytes message) {
        return change(5, message.toBytes());
    }

    static LoggedChange change(long seq, byte[] body) {
        return new LoggedChange(seq, 1, 123_456_790L, 1, 1_730_151_561_127_470L, 1, null, body);
    }

    static MessageRenderer renderer(MessageKind kind) {
        return renderer(kind, MessageOptions.DEFAULT);
    }

    static MessageRenderer renderer(MessageKind kind, MessageOptions options) {
        return new MessageRenderer(
                new MessageShape(
                        SINK,
                        "orders \"1\"",
                        DATABASE,
                        "prod",
                        "db.example.com",
                        "app",
                        kind,
                        options));
    }
}
