package dev.rowhook.reader.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// A logical message of our own, outside any transaction: it moves the confirmed position of an
/// idle database, shows that the stream is alive, wakes a reader that waits for something to come,
/// and marks a place of the stream.
public final class Heartbeat {
    /// Of the messages that are heartbeats.
    public static final String PREFIX = "rowhook:heartbeat";

    private Heartbeat() {}

    /// @param mark what the place is called: a word that SQL need not quote
    public static void emit(Connection source, String mark) throws SQLException {
        // Up to 16 the WAL writer flushes it within its delay, 200 ms unless set.
        boolean flushes = source.getMetaData().getDatabaseMajorVersion() >= 17;
        try (Statement statement = source.createStatement()) {
            statement.execute(
                    "select pg_logical_emit_message(false, '%s', '%s'%s)"
                            .formatted(PREFIX, mark, flushes ? ", true" : ""));
        }
    }
}
