package dev.rowhook.benchmarks.peer;

import dev.rowhook.server.client.SourceLogin;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// What the peer has made in the source: a replication slot, and a publication of the same name.
///
/// Immutable.
record SourceSlot(SourceLogin source, String name) {

    /// Whether somebody reads the slot. A command that makes one has it in use, too.
    boolean isStreaming() throws SQLException {
        try (Connection connection = connect()) {
            return any(
                    connection,
                    """
                    select from pg_replication_slots
                    join pg_stat_activity on pid = active_pid
                    where slot_name = ? and query like 'START_REPLICATION%'
                    """);
        }
    }

    /// Drops what there is of both, and ends who still reads the slot.
    void drop() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            any(
                    connection,
                    """
                    select pg_terminate_backend(active_pid, 30000) from pg_replication_slots
                    where slot_name = ? and active
                    """);
            any(
                    connection,
                    """
                    select pg_drop_replication_slot(slot_name) from pg_replication_slots
                    where slot_name = ?
                    """);
            statement.execute("drop publication if exists " + name);
        }
    }

    private boolean any(Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                source.jdbcUrl(), source.username(), source.password().reveal());
    }
}
