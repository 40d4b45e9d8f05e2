package dev.rowhook.changelog;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// Appends to one log. The rows, the relation versions that they name and the reader's position are
/// one transaction, whose last statement is the fence.
///
/// Not thread-safe: one append at a time per database. After an exception nothing is known about
/// the last append; the position in the database tells, and a new writer starts from it.
public final class ChangeLogWriter {
    private final DSLContext worker;
    private final Lease lease;
    private final Segments segments;
    private final RelationCatalog relations;
    private final LogTail tail;
    private final ChangeLog.Settings limits;
    private Optional<Segment> open;
    private long openedAt = System.nanoTime();
    private long openRows;
    private long openBytes;
    private long segmentBytes;
    private long appendedBytes;
    private LogPosition position;

    ChangeLogWriter(
            DSLContext worker,
            Lease lease,
            Segments segments,
            RelationCatalog relations,
            LogTail tail,
            ChangeLog.Settings limits,
            LogPosition position) {
        this.worker = worker;
        this.lease = lease;
        this.segments = segments;
        this.relations = relations;
        this.tail = tail;
        this.limits = limits;
        this.position = position;
        this.segmentBytes = limits.segmentBytes();
        // What an earlier writer put into it is not counted again: it may grow to twice the limit.
        this.open = segments.open();
    }

    /// What the log holds, as of the last append.
    public LogPosition position() {
        return position;
    }

    /// The relation versions of the log.
    public RelationCatalog relations() {
        return relations;
    }

    /// So many bytes this writer has appended; on disk they are more.
    public long appendedBytes() {
        return appendedBytes;
    }

    /// Segments are cut after that many bytes, if the settings do not cut them earlier.
    public void cutAfter(long bytes) {
        segmentBytes = Math.min(limits.segmentBytes(), bytes);
    }

    /// An empty batch that follows the last append.
    public AppendBatch newBatch(long settingsVersion) {
        return new AppendBatch(position, settingsVersion);
    }

    /// Appends a batch of this writer and moves the position, then shows the batch to the sinks.
    ///
    /// @param reached where the source was read to (its nextSeq is ignored)
    /// @throws LeaseLostException if the lease was lost: nothing was appended
    /// @throws org.jooq.exception.DataAccessException if the outcome is unknown
    public void append(AppendBatch batch, LogPosition reached) {
        LogPosition next = reached.withNextSeq(batch.nextSeq());
        worker.connection(connection -> append(connection, batch, next));
        relations.saved();
        position = next;
        openRows += batch.size();
        openBytes += batch.bytes();
        appendedBytes += batch.bytes();
        if (batch.hasChanges()) {
            tail.publish(batch.logged());
        }
    }

    /// Closes the segment that is appended to, so that it can go once nobody needs it. The next
    /// append makes another one.
    ///
    /// @throws LeaseLostException if the lease was lost: it stays open
    /// @throws org.jooq.exception.DataAccessException if the outcome is unknown
    public void closeSegment() {
        segments.close();
        open = Optional.empty();
    }

    /// Writes a position that moved although there was nothing to append.
    ///
    /// @throws LeaseLostException if the lease was lost
    /// @throws org.jooq.exception.DataAccessException if the outcome is unknown
    public void moveTo(LogPosition reached) {
        LogPosition next = reached.withNextSeq(position.nextSeq());
        worker.connection(connection -> LogPositions.fence(connection, lease, position, next));
        position = next;
    }

    /// Writes the relation versions that no append has named yet.
    ///
    /// @throws LeaseLostException if the lease was lost
    /// @throws org.jooq.exception.DataAccessException if the outcome is unknown
    public void saveRelations() {
        if (!relations.hasUnsaved()) {
            return;
        }
        worker.connection(connection -> {
            connection.setAutoCommit(false);
            try {
                relations.save(dsl(connection));
                LogPositions.fence(connection, lease, position, position);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                rollback(connection, e);
                throw e;
            }
        });
        relations.saved();
    }

    private void append(Connection connection, AppendBatch batch, LogPosition next)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            Optional<Segment> segment =
                    batch.hasChanges() ? Optional.of(segment(connection)) : open;
            if (relations.hasUnsaved()) {
                relations.save(dsl(connection));
            }
            if (batch.hasChanges()) {
                copy(connection, batch.rows(), segment.orElseThrow());
            }
            batch.steps().forEach(step -> step.in(dsl(connection)));
            LogPositions.fence(connection, lease, position, next);
            connection.commit();
            open = segment;
        } catch (SQLException | RuntimeException e) {
            rollback(connection, e);
            throw e;
        }
    }

    private Segment segment(Connection connection) {
        boolean fits =
                open.isPresent()
                        && openRows < limits.segmentRows()
                        && openBytes < segmentBytes
                        && System.nanoTime() - openedAt < limits.segmentAge().toNanos()
                        && open.get().incarnation() == position.incarnation();
        if (fits) {
            return open.get();
        }
        openRows = 0;
        openBytes = 0;
        openedAt = System.nanoTime();
        return segments.cut(dsl(connection), position.incarnation(), position.nextSeq());
    }

    private void copy(Connection connection, CopyRows rows, Segment segment) throws SQLException {
        rows.end();
        String sql =
                "copy %s (%s) from stdin (format binary)"
                        .formatted(segment.table(lease.database()), CopyRows.COLUMNS);
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            copy.writeToCopy(rows.array(), 0, rows.length());
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void rollback(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private DSLContext dsl(Connection connection) {
        return DSL.using(connection, worker.dialect(), worker.settings());
    }
}
