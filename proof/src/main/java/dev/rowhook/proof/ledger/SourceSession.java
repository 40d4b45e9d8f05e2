package dev.rowhook.proof.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/// A connection of a writer with its prepared statements and an open transaction.
///
/// An answer is waited for no longer than [#ANSWER_MILLIS]. Not thread-safe.
final class SourceSession implements AutoCloseable {
    private static final int ANSWER_MILLIS = 20_000;

    private final Connection connection;
    private final Map<Key, PreparedStatement> statements = new HashMap<>();

    private SourceSession(Connection connection) {
        this.connection = connection;
    }

    static SourceSession open(Workload.Connections connections) throws SQLException {
        Connection connection = connections.open();
        try (Statement statement = connection.createStatement()) {
            Executor sameThread = Runnable::run;
            connection.setNetworkTimeout(sameThread, ANSWER_MILLIS);
            statement.execute("set lock_timeout = '100ms'");
            connection.setAutoCommit(false);
            return new SourceSession(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// Executes a step, and answers how many changes it made.
    int execute(LedgerTable table, Step step, long... parameters) throws SQLException {
        Key key = new Key(table, step);
        PreparedStatement statement = statements.get(key);
        if (statement == null) {
            statement = connection.prepareStatement(step.sql(table));
            statements.put(key, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setLong(i + 1, parameters[i]);
        }
        return statement.executeUpdate();
    }

    /// Writes what belongs to no table that is streamed.
    void writeUnrelated(long number) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into unrelated values (%d, 'unrelated')".formatted(number));
        }
    }

    Savepoint savepoint() throws SQLException {
        return connection.setSavepoint();
    }

    void rollback(Savepoint savepoint) throws SQLException {
        connection.rollback(savepoint);
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private record Key(LedgerTable table, Step step) {}
}
