package dev.rowhook.api;

import dev.rowhook.store.Roles;
import dev.rowhook.store.testing.OwnPostgres;

import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/// The notifications of one channel of our own Postgres, as owners of databases hear them.
final class HeardSignals implements AutoCloseable {
    private static final int WAIT_MILLIS = 10_000;

    private final Connection connection;
    private final String channel;
    private final Queue<String> heard = new ArrayDeque<>();

    private HeardSignals(Connection connection, String channel) {
        this.connection = connection;
        this.channel = channel;
    }

    static HeardSignals of(OwnPostgres postgres, String channel) throws SQLException {
        HeardSignals signals =
                new HeardSignals(postgres.dataSource(Roles.WORKER).getConnection(), channel);
        signals.execute("listen " + channel);
        return signals;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The payload of the next one.
    String next() throws SQLException {
        if (heard.isEmpty()) {
            PGNotification[] notifications =
                    connection.unwrap(PGConnection.class).getNotifications(WAIT_MILLIS);
            List.of(notifications).forEach(one -> heard.add(one.getParameter()));
        }
        return heard.remove();
    }

    /// Whether there was none since the last one: they come in the order of their transactions.
    boolean none() throws SQLException {
        execute("notify %s, 'none'".formatted(channel));
        return next().equals("none");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
