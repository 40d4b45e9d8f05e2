package dev.rowhook.dispatcher.message;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.TableName;
import dev.rowhook.source.TableFacts;
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
        prepare(List.of("create publication everything for all tables"));
        execute("select pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(slot()));
    }

    /// Runs statements as the superuser.
    void prepare(List<String> statements) throws SQLException {
        try (Connection superuser = source.superuser().getConnection();
                Statement statement = superuser.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
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

    /// What `to_jsonb` makes of a column of the one row of a table.
    String jsonb(String table, String column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select to_jsonb(%s) from %s".formatted(column, table))) {
            row.next();
            return row.getString(1);
        }
    }

    /// The relation as the catalogue has it now.
    Relation relation(String table) throws SQLException {
        return TableFacts.read(connection, new TableName("public", table))
                .orElseThrow()
                .as(++relations);
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
}
