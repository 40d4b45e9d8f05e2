package dev.rowhook.reader.source;

import dev.rowhook.core.Lsn;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.sql.SQLException;

/// A stream of pgoutput messages. Not thread-safe, but for [#abort].
public interface ReplicationStream extends AutoCloseable {

    /// The next message; waits for it.
    ByteBuffer read() throws SQLException;

    /// The next message if it has already arrived.
    @Nullable ByteBuffer readPending() throws SQLException;

    /// Where in the WAL the message that was read last stands.
    Lsn lsn();

    /// Lets the source forget its WAL up to here. Told to the source with the next status, within a
    /// second.
    void confirm(Lsn end);

    /// Cuts the connection, from any thread: a waiting [#read] fails.
    void abort();

    @Override
    void close() throws SQLException;
}
