package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.LOG_SEGMENT;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.Lsn;
import dev.rowhook.store.jooq.tables.records.LogSegmentRecord;

import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/// The rows of one log, through the segments that there were at one moment. Seqs are dense, and of
/// one incarnation the commits rise with them.
final class SegmentRows {
    private final DSLContext worker;
    private final DatabaseId database;
    private final List<LogSegmentRecord> segments;
    private final long end;

    /// What a place in the log is named by.
    record Row(int incarnation, Lsn lsn, long micros) {}

    private SegmentRows(
            DSLContext worker, DatabaseId database, List<LogSegmentRecord> segments, long end) {
        this.worker = worker;
        this.database = database;
        this.segments = segments;
        this.end = end;
    }

    /// @param end the seq of the next change
    static SegmentRows load(DSLContext worker, AccountId account, DatabaseId database, long end) {
        return new SegmentRows(
                worker,
                database,
                worker.selectFrom(LOG_SEGMENT)
                        .where(LOG_SEGMENT.ACCOUNT_ID.eq(account.value()))
                        .and(LOG_SEGMENT.DATABASE_ID.eq(database.value()))
                        .orderBy(LOG_SEGMENT.NUMBER)
                        .fetch(),
                end);
    }

    /// The seq of the next change.
    long end() {
        return end;
    }

    /// The first seq that it has.
    long first() {
        return segments.isEmpty() ? end : Math.min(end, segments.getFirst().getFirstSeq());
    }

    /// The first seq of an incarnation.
    long firstOf(int incarnation) {
        return segments.stream()
                .filter(segment -> segment.getIncarnation() == incarnation)
                .findFirst()
                .map(segment -> Math.min(end, segment.getFirstSeq()))
                .orElse(end);
    }

    Optional<Row> row(long seq) {
        return with(seq)
                .flatMap(segment ->
                        worker.resultQuery(
                                        "select commit_lsn, committed_at from %s where seq = ?"
                                                .formatted(table(segment)),
                                        seq)
                                .fetchOptional(row ->
                                        new Row(
                                                segment.getIncarnation(),
                                                new Lsn(row.get(0, Long.class)),
                                                row.get(1, Long.class))));
    }

    /// The first seq, from one of the same incarnation on, that was committed there or later.
    long firstAt(Lsn lsn, long from) {
        long low = from;
        long high = end;
        while (low < high) {
            long middle = low + (high - low) / 2;
            Optional<Row> row = row(middle);
            if (row.isPresent() && row.get().lsn().compareTo(lsn) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The first seq that was committed then or later.
    long firstAt(long micros) {
        for (LogSegmentRecord segment : segments) {
            Long committedTo = segment.getCommittedTo();
            if (committedTo == null || committedTo >= micros) {
                Optional<Long> found = firstAt(segment, micros);
                if (found.isPresent()) {
                    return Math.min(end, found.get());
                }
            }
        }
        return end;
    }

    private Optional<Long> firstAt(LogSegmentRecord segment, long micros) {
        return worker.resultQuery(
                        "select seq from %s where committed_at >= ? order by seq limit 1"
                                .formatted(table(segment)),
                        micros)
                .fetchOptionalInto(Long.class);
    }

    /// The newest commit time of what it has before a seq, in microseconds.
    long newestBefore(long seq) {
        return segments.stream()
                .filter(segment -> segment.getFirstSeq() < seq)
                .mapToLong(segment -> newestBefore(segment, seq))
                .max()
                .orElse(0);
    }

    private long newestBefore(LogSegmentRecord segment, long seq) {
        @Nullable Long committedTo = segment.getCommittedTo();
        return committedTo != null && last(segment) < seq
                ? committedTo
                : worker.resultQuery(
                                "select coalesce(max(committed_at), 0) from %s where seq < ?"
                                        .formatted(table(segment)),
                                seq)
                        .fetchSingle()
                        .into(Long.class);
    }

    private Optional<LogSegmentRecord> with(long seq) {
        return seq >= end
                ? Optional.empty()
                : segments.stream()
                        .filter(segment -> seq >= segment.getFirstSeq() && seq <= last(segment))
                        .findFirst();
    }

    private static long last(LogSegmentRecord segment) {
        @Nullable Long last = segment.getLastSeq();
        return last == null ? Long.MAX_VALUE : last;
    }

    private String table(LogSegmentRecord segment) {
        return Segments.segment(segment).table(database);
    }
}
