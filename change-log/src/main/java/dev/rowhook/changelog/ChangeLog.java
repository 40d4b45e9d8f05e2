package dev.rowhook.changelog;

import org.jooq.DSLContext;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The log of one database, opened under a lease.
///
/// One writer, any number of sinks. Safe for use by several threads, but for the writer.
public final class ChangeLog {
    private final DSLContext worker;
    private final Lease lease;
    private final Settings settings;
    private final Segments segments;
    private final SegmentReader segmentReader;
    private final RelationCatalog relations;
    private final LogPositions positions;
    private final LogTail tail;

    /// @param segmentRows rows after which a segment is cut
    /// @param segmentBytes bytes after which a segment is cut
    /// @param segmentAge age after which a segment is cut
    /// @param tailBytes how much of the log's end is kept in memory
    public record Settings(
            long segmentRows, long segmentBytes, Duration segmentAge, long tailBytes) {

        /// A million rows, 256 MiB or an hour a segment, 16 MiB in memory.
        public static Settings defaults() {
            return new Settings(1_000_000, 256L << 20, Duration.ofHours(1), 16L << 20);
        }
    }

    private ChangeLog(DSLContext worker, Lease lease, Settings settings) {
        this.worker = worker;
        this.lease = lease;
        this.settings = settings;
        this.segments = new Segments(worker, lease);
        this.segmentReader = new SegmentReader(worker, lease, segments);
        this.relations = RelationCatalog.load(worker, lease);
        this.positions = new LogPositions(worker);
        this.tail = new LogTail(positions.read(lease).nextSeq() - 1, settings.tailBytes());
    }

    /// @throws LeaseLostException if the lease no longer holds
    public static ChangeLog open(DSLContext worker, Lease lease, Settings settings) {
        return new ChangeLog(worker, lease, settings);
    }

    public Lease lease() {
        return lease;
    }

    /// The relation versions that changes name.
    public Relations relations() {
        return relations;
    }

    /// The last seq that sinks can see.
    public long end() {
        return tail.end();
    }

    /// A writer that goes on where the log stands in the database, whatever became of the former
    /// one's last append. The former one must not be used again.
    ///
    /// @throws LeaseLostException if the lease no longer holds
    public ChangeLogWriter newWriter() {
        LogPosition position = positions.read(lease);
        relations.reload();
        tail.extendTo(position.nextSeq() - 1);
        return new ChangeLogWriter(worker, lease, segments, relations, tail, settings, position);
    }

    /// The log as the sink of this number sees it, all of which is tagged.
    public SinkLog sinkLog(int sink) {
        return sinkLog(sink, 0);
    }

    /// The log as a sink sees it, as [SinkLogs] says.
    public SinkLog sinkLog(int sink, long tagsFrom) {
        LogView view = new LogView(sink, tagsFrom);
        return (after, maxChanges) -> {
            // What comes now is tagged: it waits for that only.
            long from = tail.awaitWanted(sink, after);
            Optional<LoggedBatch> batch = tail.batchWith(from + 1);
            if (batch.isPresent()) {
                return batch.get().page(view, from, maxChanges);
            }
            // Of what came last it wants nothing, or it is not in memory.
            return from > after
                    ? new LogPage(from, List.of())
                    : segmentReader.read(view, from, maxChanges, tail.end());
        };
    }

    /// Takes rows out of the log, one at a time.
    public LogEraser eraser() {
        return new LogEraser(worker, lease, segments);
    }

    /// Drops what is kept of the log's end in memory: what is read from now on comes from the
    /// segments.
    public void forgetMemory() {
        tail.forget();
    }

    /// Deletes the log, its positions and all cursors of its sinks: the database is being removed.
    ///
    /// @throws LeaseLostException if the lease no longer holds; then nothing was deleted
    public static void delete(DSLContext worker, Lease lease) {
        new Segments(worker, lease).deleteLog();
    }

    /// Drops the segments that nobody needs any more, and that were closed longer ago than the
    /// database's settings want them kept; returns how many.
    ///
    /// @throws LeaseLostException if the lease no longer holds; then none was dropped
    public int reclaim() {
        return new SegmentReclaim(worker, lease, segments).run();
    }

    /// Drops the oldest of the segments that no sink needs any more, however long the database's
    /// settings want them kept, until that many bytes are free; returns how many went.
    ///
    /// @throws LeaseLostException if the lease no longer holds; then none was dropped
    public int free(long bytes) {
        return new SegmentReclaim(worker, lease, segments).free(bytes);
    }

    /// Gives up what sinks need of this log when there is no room for more.
    public LogExpiry expiry() {
        return new LogExpiry(worker, lease);
    }

    /// Closes the segment that was appended to, so that it can go once nobody needs it. Only while
    /// there is no writer.
    ///
    /// @throws LeaseLostException if the lease no longer holds; then it stays open
    public void closeSegment() {
        segments.close();
    }

    /// Measures the disk that this log takes, and says what all logs of its account take.
    ///
    /// @throws LeaseLostException if the lease no longer holds
    public LogDisk measure() {
        return new LogMeasure(worker, lease).run();
    }
}
