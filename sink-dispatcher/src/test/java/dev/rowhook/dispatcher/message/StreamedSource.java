package dev.rowhook.dispatcher.message;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.ValueType;
import dev.rowhook.store.testing.SourcePostgres;

import tools.jackson.databind.JsonNode;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// A real source with a slot, whose changes are read as `pgoutput` writes them.
final class StreamedSource implements AutoCloseable {
    private static final int LARGEST_FIXED_OID = 9_999;

    private final SourcePostgres source = SourcePostgres.create();
    private final Connection connection;
    private int relations;

    StreamedSource() throws SQLException {
        connection = source.connect();
        // What is not flushed is not streamed.
        execute("set synchronous_commit = on");
        execute("set datestyle = 'ISO'");
        execute("set intervalstyle = 'postgres'");
        execute("set timezone = 'UTC'");
        execute("set extra_float_digits = 3");
        execute("set bytea_output = 'hex'");
        try (Connection superuser = source.superuser().getConnection();
                Statement statement = superuser.createStatement()) {
            statement.execute("create publication everything for all tables");
        }
        execute("select pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(slot()));
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The inserts, updates and deletes since the last call.
    List<LoggedChange> changes() throws SQLException {
        List<LoggedChange> changes = new ArrayList<>();
        String sql =
                """
                select data from pg_logical_slot_get_binary_changes(
                    '%s', null, null, 'proto_version', '1', 'publication_names', 'everything')
                """
                        .formatted(slot());
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                byte[] message = rows.getBytes(1);
                if ("IUD".indexOf(message[0]) >= 0) {
                    changes.add(Plants.change(changes.size(), message));
                }
            }
        }
        return changes;
    }

    /// What `to_jsonb` makes of each row of a table, in the order of its column `id`.
    List<JsonNode> rows(String table) throws SQLException {
        List<JsonNode> rowsById = new ArrayList<>();
        String sql = "select to_jsonb(t) from %s t order by id".formatted(table);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                rowsById.add(Json.parse(rows.getString(1)));
            }
        }
        return rowsById;
    }

    /// The relation as the catalogue has it now, named by its primary key.
    Relation relation(String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        List<Integer> key = new ArrayList<>();
        int oid = 0;
        ReplicaIdentity identity = ReplicaIdentity.DEFAULT;
        String sql =
                """
                select c.oid, c.relreplident, a.attname, a.atttypid,
                       coalesce(a.attnum = any(i.indkey), false)
                from pg_class c join pg_attribute a on a.attrelid = c.oid
                left join pg_index i on i.indrelid = c.oid and i.indisprimary
                where c.oid = '%s'::regclass and a.attnum > 0 and not a.attisdropped
                order by a.attnum
                """
                        .formatted(table);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                oid = (int) rows.getLong(1);
                identity = ReplicaIdentity.of(rows.getString(2).charAt(0));
                if (rows.getBoolean(5)) {
                    key.add(columns.size());
                }
                columns.add(column(rows, identity));
            }
        }
        return new Relation(++relations, oid, "public", table, identity, columns, key, false);
    }

    /// What Postgres says of each built-in type: its delimiter if it is an array, and its element.
    ResultSet builtInTypes() throws SQLException {
        return connection
                .createStatement()
                .executeQuery(
                        """
                        select t.oid, t.typname, e.typname, e.typdelim::text, e.typtype::text
                        from pg_type t
                        left join pg_type e on e.oid = t.typelem
                            and t.typsubscript = 'array_subscript_handler'::regproc
                        where t.oid <= %d and t.typtype in ('b', 'r', 'm')
                        """
                                .formatted(LARGEST_FIXED_OID));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        source.close();
    }

    private String slot() {
        return source.database();
    }

    private static Column column(ResultSet row, ReplicaIdentity identity) throws SQLException {
        int type = (int) row.getLong(4);
        boolean inIdentity = identity == ReplicaIdentity.FULL || row.getBoolean(5);
        return new Column(
                row.getString(3), type, inIdentity, ValueType.ofBuiltIn(type).orElse(Scalar.TEXT));
    }
}
