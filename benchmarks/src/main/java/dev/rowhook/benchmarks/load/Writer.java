package dev.rowhook.benchmarks.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;

/// Commits rows through one connection: the rows of a commit share one text of many. Not
/// thread-safe.
final class Writer implements AutoCloseable {
    private static final int PAYLOADS = 16;

    private final Connection connection;
    private final PreparedStatement insert;
    private final String[] payloads = new String[PAYLOADS];
    private int next;

    Writer(Connection connection, int rowBytes) throws SQLException {
        this.connection = connection;
        this.insert =
                connection.prepareStatement(
                        "insert into %s select id, ? from generate_series(?::bigint, ?::bigint) id"
                                .formatted(RowTable.NAME));
        Random random = new Random(rowBytes);
        for (int i = 0; i < PAYLOADS; i++) {
            payloads[i] = RowTable.payload(rowBytes, random);
        }
    }

    /// Commits the rows from one id up to another, both included.
    void commit(long first, long last) throws SQLException {
        insert.setString(1, payloads[next++ % PAYLOADS]);
        insert.setLong(2, first);
        insert.setLong(3, last);
        insert.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
