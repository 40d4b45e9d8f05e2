package dev.rowhook.proof.ledger;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.ValueType;
import dev.rowhook.dispatcher.message.JsonBuffer;
import dev.rowhook.dispatcher.message.MessageKind;
import dev.rowhook.dispatcher.message.MessageOptions;
import dev.rowhook.dispatcher.message.MessageRenderer;
import dev.rowhook.dispatcher.message.MessageShape;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// What a source itself says of its changes, read from a slot in commit order and made into the
/// messages of a sink that wants everything: the perfect stream, past all that Rowhook does between
/// the slot and the endpoint.
///
/// Not thread-safe.
final class ChangeStream {
    private static final String SLOT = "perfect";

    private final Connection source;
    private final Map<Integer, Relation> relations = new HashMap<>();
    private final MessageRenderer renderer =
            new MessageRenderer(
                    new MessageShape(
                            SinkId.create(),
                            "sink",
                            DatabaseId.create(),
                            "source",
                            "127.0.0.1",
                            "source",
                            MessageKind.CHANGE,
                            MessageOptions.DEFAULT));
    private final JsonBuffer json = new JsonBuffer();
    private final List<byte[]> messages = new ArrayList<>();
    private long commitLsn;
    private long index;

    private ChangeStream(Connection source) {
        this.source = source;
    }

    /// Makes the slot: what commits from now on will be in the stream.
    static void begin(Connection source) throws SQLException {
        try (Statement statement = source.createStatement()) {
            statement.execute(
                    "create publication %s for table %s"
                            .formatted(SLOT, String.join(", ", Workload.TABLES)));
            statement.execute(
                    "select pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(SLOT));
        }
    }

    /// The messages of all that was committed since.
    static List<byte[]> read(Connection source) throws SQLException {
        ChangeStream stream = new ChangeStream(source);
        stream.describeTables();
        stream.readAll();
        return stream.messages;
    }

    private void describeTables() throws SQLException {
        String sql =
                """
                select c.oid, c.relname, c.relreplident, array_agg(a.attname order by a.attnum),
                       array_agg(a.atttypid::int order by a.attnum),
                       array_agg(coalesce(a.attnum = any(i.indkey), false) order by a.attnum)
                from pg_class c
                join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
                left join pg_index i on i.indrelid = c.oid and i.indisprimary
                where c.relname in ('%s') and c.relkind = 'r'
                group by c.oid
                """
                        .formatted(String.join("', '", Workload.TABLES));
        try (Statement statement = source.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                relations.put(rows.getInt(1), relation(rows));
            }
        }
    }

    private static Relation relation(ResultSet row) throws SQLException {
        int oid = row.getInt(1);
        ReplicaIdentity identity = ReplicaIdentity.of(row.getString(3).charAt(0));
        String[] names = (String[]) array(row.getArray(4));
        Integer[] types = (Integer[]) array(row.getArray(5));
        Boolean[] inKey = (Boolean[]) array(row.getArray(6));
        List<Column> columns =
                IntStream.range(0, names.length)
                        .mapToObj(i ->
                                new Column(
                                        names[i],
                                        types[i],
                                        identity == ReplicaIdentity.FULL || inKey[i],
                                        ValueType.ofBuiltIn(types[i]).orElse(Scalar.TEXT)))
                        .toList();
        List<Integer> key = IntStream.range(0, names.length).filter(i -> inKey[i]).boxed().toList();
        return new Relation(oid, oid, "public", row.getString(2), identity, columns, key, false);
    }

    private static Object array(Array array) throws SQLException {
        return array.getArray();
    }

    private void readAll() throws SQLException {
        String sql =
                """
                select data from pg_logical_slot_peek_binary_changes(
                    '%s', null, null, 'proto_version', '1', 'publication_names', '%s')
                """
                        .formatted(SLOT, SLOT);
        try (Statement statement = source.createStatement()) {
            // What is not flushed is not streamed, and a commit that is flushed flushes all before.
            statement.execute("set synchronous_commit = on");
            statement.execute("insert into unrelated values (0)");
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    accept(rows.getBytes(1));
                }
            }
        }
    }

    private void accept(byte[] message) {
        ByteBuffer bytes = ByteBuffer.wrap(message);
        switch (bytes.get()) {
            case 'B' -> {
                commitLsn = bytes.getLong();
                index = 0;
            }
            case 'I', 'U', 'D' -> messages.add(render(bytes.getInt(), message));
            default -> {}
        }
    }

    private byte[] render(int oid, byte[] body) {
        long seq = messages.size() + 1L;
        json.reset();
        renderer.render(
                new LoggedChange(seq, 1, commitLsn, index++, 0, oid, null, body),
                Objects.requireNonNull(relations.get(oid)),
                json);
        return Arrays.copyOf(json.array(), json.length());
    }
}
