package dev.rowhook.reader.source;

import dev.rowhook.core.Lsn;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// pgjdbc's logical replication stream: pgoutput, protocol version 1, with logical messages.
public final class PgReplicationStream implements ReplicationStream {
    private static final Duration START_WITHIN = Duration.ofSeconds(20);

    // Held for as long as the stream is: the driver closes a connection that becomes unreachable.
    private final Connection connection;
    private final PGReplicationStream stream;

    private PgReplicationStream(Connection connection, PGReplicationStream stream) {
        this.connection = connection;
        this.stream = stream;
    }

    /// Starts to stream at `from` on a replication connection, which the stream then owns.
    ///
    /// @param publications quoted names, separated by commas
    public static PgReplicationStream start(
            Connection connection, String slot, String publications, Lsn from) throws SQLException {
        return start(connection, slot, publications, from, START_WITHIN);
    }

    /// The same, given up after `within` if the source does not answer; then the connection is
    /// closed.
    public static PgReplicationStream start(
            Connection connection, String slot, String publications, Lsn from, Duration within)
            throws SQLException {
        // With a time-out of the socket the driver ends a stream that is quiet for a second.
        connection.setNetworkTimeout(Runnable::run, 0);
        // Confirmed is what we say in one place, never what the driver derives from keepalives.
        Thread guard = Thread.ofVirtual().start(() -> abortLater(connection, within));
        try {
            return new PgReplicationStream(
                    connection, stream(connection, slot, publications, from));
        } finally {
            guard.interrupt();
        }
    }

    /// The source may be gone without a word before it answers.
    private static void abortLater(Connection connection, Duration within) {
        try {
            Thread.sleep(within);
            connection.abort(Runnable::run);
        } catch (InterruptedException e) {
            // It has started, or failed.
        } catch (SQLException e) {
            throw new IllegalStateException("a connection can always be aborted", e);
        }
    }

    private static PGReplicationStream stream(
            Connection connection, String slot, String publications, Lsn from) throws SQLException {
        return connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(slot)
                .withStartPosition(LogSequenceNumber.valueOf(from.value()))
                .withSlotOption("proto_version", "1")
                .withSlotOption("publication_names", publications)
                .withSlotOption("messages", "true")
                .withStatusInterval(1, TimeUnit.SECONDS)
                .withAutomaticFlush(false)
                .start();
    }

    @Override
    public ByteBuffer read() throws SQLException {
        ByteBuffer message = stream.read();
        if (message == null) {
            throw new SQLException("the source ended the stream", "08006");
        }
        return message;
    }

    @Override
    public @Nullable ByteBuffer readPending() throws SQLException {
        return stream.readPending();
    }

    @Override
    public Lsn lsn() {
        return new Lsn(stream.getLastReceiveLSN().asLong());
    }

    @Override
    public void confirm(Lsn end) {
        LogSequenceNumber lsn = LogSequenceNumber.valueOf(end.value());
        stream.setAppliedLSN(lsn);
        stream.setFlushedLSN(lsn);
    }

    @Override
    public void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException("a connection can always be aborted", e);
        }
    }

    /// Tells the source what was confirmed, then ends the connection.
    @Override
    public void close() throws SQLException {
        try (connection) {
            if (!stream.isClosed()) {
                stream.forceUpdateStatus();
            }
        }
    }
}
