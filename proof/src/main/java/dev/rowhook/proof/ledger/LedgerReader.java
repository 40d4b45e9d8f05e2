package dev.rowhook.proof.ledger;

import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Reads the ledger and the tables of a source, in one snapshot and row by row. Not thread-safe.
final class LedgerReader implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int ROWS_AT_A_TIME = 5_000;

    private final Connection source;

    LedgerReader(Connection source) throws SQLException {
        this.source = source;
        source.setAutoCommit(false);
        try (Statement statement = source.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
        }
    }

    void entries(Consumer<Entry> reader) throws SQLException {
        String sql =
                """
                select source_table, uid, version, action, key, turn, old_key, old_turn,
                       transaction::text
                from ledger order by id
                """;
        try (Statement statement = statement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.accept(
                        new Entry(
                                new Change(
                                        LedgerTable.of(rows.getString(1).charAt(0)),
                                        rows.getLong(2),
                                        rows.getInt(3),
                                        Action.of(rows.getString(4).charAt(0))),
                                rows.getLong(5),
                                rows.getInt(6),
                                rows.getLong(7),
                                rows.getInt(8),
                                rows.getLong(9)));
            }
        }
    }

    void rows(BiConsumer<LedgerTable, Row> reader) throws SQLException {
        for (LedgerTable table : LedgerTable.values()) {
            String sql = "select to_jsonb(t) from %s t".formatted(table.sqlName());
            try (Statement statement = statement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    reader.accept(table, row(rows.getString(1)));
                }
            }
        }
    }

    private Statement statement() throws SQLException {
        Statement statement = source.createStatement();
        statement.setFetchSize(ROWS_AT_A_TIME);
        return statement;
    }

    private static Row row(String json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            return RowReader.read(parser);
        }
    }

    @Override
    public void close() throws SQLException {
        source.rollback();
        source.setAutoCommit(true);
    }
}
