package dev.rowhook.changelog;

import org.jooq.DSLContext;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads a log from its segments, for sinks that are further behind than memory reaches.
///
/// A page is bounded in rows and in bytes, by Postgres, before it travels. Thread-safe.
final class SegmentReader {
    private static final int PAGE_ROWS = 2_000;
    private static final long PAGE_BYTES = 4 << 20;

    private final DSLContext worker;
    private final Lease lease;
    private final Segments segments;

    SegmentReader(DSLContext worker, Lease lease, Segments segments) {
        this.worker = worker;
        this.lease = lease;
        this.segments = segments;
    }

    /// What the sink wants of the rows after `after`, of one segment.
    ///
    /// @param end the last seq that is known to be committed; not before it may an empty page move
    ///   on
    LogPage read(LogView view, long after, int maxChanges, long end) {
        Optional<Segment> segment = segments.from(after + 1);
        if (segment.isEmpty()) {
            return new LogPage(end, List.of());
        }
        return worker.connectionResult(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql(segment.get()))) {
                statement.setLong(1, after);
                statement.setLong(2, end);
                statement.setInt(3, Math.min(maxChanges, PAGE_ROWS));
                statement.setLong(4, PAGE_BYTES);
                try (ResultSet rows = statement.executeQuery()) {
                    return page(rows, segment.get(), view, after, end);
                }
            }
        });
    }

    private String sql(Segment segment) {
        // The first row comes whatever its size is; octet_length does not fetch a value that is
        // stored apart.
        return """
        select seq, commit_lsn, commit_index, committed_at, relation, sinks, annotations, change,
               settings_version
        from (select *, sum(octet_length(change)) over (order by seq) - octet_length(change) as before
              from (select * from %s where seq > ? and seq <= ? order by seq limit ?) rows) sized
        where before < ?
        order by seq
        """
                .formatted(segment.table(lease.database()));
    }

    private static LogPage page(ResultSet rows, Segment segment, LogView view, long after, long end)
            throws SQLException {
        PageBuilder wanted = new PageBuilder();
        long last = after;
        while (rows.next()) {
            last = rows.getLong(1);
            OptionalInt own = tag(rows.getBytes(6), view.sink());
            // Mostly nothing more has to be read of what the sink does not see.
            if (own.isPresent() || last < view.tagsFrom()) {
                LoggedChange change = change(rows, segment);
                view.tag(last, change.body(), own).ifPresent(tag -> wanted.add(change, tag));
            }
        }
        if (last == after) {
            // Seqs are dense, so a committed one that is not here lies in a later segment.
            last = Math.min(segment.lastSeq(), end);
        }
        return wanted.page(last);
    }

    private static LoggedChange change(ResultSet row, Segment segment) throws SQLException {
        return new LoggedChange(
                row.getLong(1),
                segment.incarnation(),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getInt(5),
                row.getBytes(7),
                row.getBytes(8),
                row.getLong(9));
    }

    private static OptionalInt tag(byte[] sinks, int sink) {
        ByteBuffer tags = ByteBuffer.wrap(sinks);
        while (tags.hasRemaining()) {
            int tag = tags.getInt();
            if (SinkTag.isOf(tag, sink)) {
                return OptionalInt.of(tag);
            }
        }
        return OptionalInt.empty();
    }
}
