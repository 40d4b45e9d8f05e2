package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.LOG_SEGMENT;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import dev.rowhook.store.jooq.tables.records.LogSegmentRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Drops what a log need not keep any more. Thread-safe.
final class SegmentReclaim {
    private final DSLContext worker;
    private final Lease lease;
    private final Condition ofLog;

    SegmentReclaim(DSLContext worker, Lease lease, Segments segments) {
        this.worker = worker;
        this.lease = lease;
        this.ofLog = segments.ofLog();
    }

    /// Drops the closed segments that no sink needs any more and that were closed longer ago than
    /// the database's settings want them kept.
    ///
    /// First they are locked, then the cursors, so that meanwhile none can be set back into what is
    /// dropped: whoever does that locks the segments before.
    ///
    /// @return how many were dropped
    int run() {
        measureClosed();
        return worker.transactionResult(tx -> {
            DSLContext db = tx.dsl();
            List<LogSegmentRecord> old = lock(db, isOld());
            long needed = old.isEmpty() || isOneToBeginInThePast(db) ? 0 : lowestNeeded(db);
            List<LogSegmentRecord> unneeded =
                    old.stream().filter(row -> row.getLastSeq() < needed).toList();
            unneeded.forEach(row -> drop(db, row));
            LogPositions.requireHeld(db, lease);
            return unneeded.size();
        });
    }

    /// Drops the oldest closed segments that no sink needs any more, until that many bytes are
    /// free. What was kept for replays, and for sinks that are to begin in the past, goes.
    ///
    /// @return how many were dropped
    int free(long bytes) {
        measureClosed();
        return worker.transactionResult(tx -> {
            DSLContext db = tx.dsl();
            List<LogSegmentRecord> closed = lock(db, DSL.noCondition());
            long needed = lowestNeeded(db);
            long freed = 0;
            int dropped = 0;
            for (LogSegmentRecord row : closed) {
                if (freed >= bytes || row.getLastSeq() >= needed) {
                    break;
                }
                freed += size(db, row);
                drop(db, row);
                dropped++;
            }
            LogPositions.requireHeld(db, lease);
            return dropped;
        });
    }

    private void drop(DSLContext tx, LogSegmentRecord row) {
        noteDropped(tx, row);
        tx.execute("drop table " + Segments.segment(row).table(lease.database()));
        tx.deleteFrom(LOG_SEGMENT)
                .where(ofLog)
                .and(LOG_SEGMENT.NUMBER.eq(row.getNumber()))
                .execute();
    }

    private long size(DSLContext tx, LogSegmentRecord row) {
        return tx.fetchSingle(
                        "select pg_total_relation_size(?::regclass)",
                        Segments.segment(row).table(lease.database()))
                .into(Long.class);
    }

    /// Looks once into each closed segment for the newest commit time: by it a time is found.
    private void measureClosed() {
        worker.selectFrom(LOG_SEGMENT)
                .where(ofLog)
                .and(LOG_SEGMENT.LAST_SEQ.isNotNull())
                .and(LOG_SEGMENT.COMMITTED_TO.isNull())
                .fetch()
                .forEach(row ->
                        worker.update(LOG_SEGMENT)
                                .set(
                                        LOG_SEGMENT.COMMITTED_TO,
                                        committedTo(worker, Segments.segment(row)))
                                .where(ofLog)
                                .and(LOG_SEGMENT.NUMBER.eq(row.getNumber()))
                                .execute());
    }

    private long committedTo(DSLContext db, Segment segment) {
        return db.resultQuery(
                        "select coalesce(max(committed_at), 0) from "
                                + segment.table(lease.database()))
                .fetchSingle()
                .into(Long.class);
    }

    private static Condition isOld() {
        Field<Instant> now = DSL.field("now()", LOG_SEGMENT.CLOSED_AT.getDataType());
        // A database without settings is being removed.
        Field<Duration> kept =
                DSL.coalesce(
                        DSL.field(
                                DSL.select(DATABASE.RETAIN_FOR)
                                        .from(DATABASE)
                                        .where(DATABASE.ACCOUNT_ID.eq(LOG_SEGMENT.ACCOUNT_ID))
                                        .and(DATABASE.ID.eq(LOG_SEGMENT.DATABASE_ID))),
                        DSL.inline(Duration.ZERO, DATABASE.RETAIN_FOR));
        return LOG_SEGMENT.CLOSED_AT.le(DSL.field("{0} - {1}", now.getDataType(), now, kept));
    }

    private List<LogSegmentRecord> lock(DSLContext tx, Condition which) {
        return tx.selectFrom(LOG_SEGMENT)
                .where(ofLog)
                .and(LOG_SEGMENT.LAST_SEQ.isNotNull())
                .and(LOG_SEGMENT.COMMITTED_TO.isNotNull())
                .and(which)
                .orderBy(LOG_SEGMENT.NUMBER)
                .forUpdate()
                .fetch();
    }

    /// Whether there is a sink that is to begin in the past, and was made a short while ago and has
    /// not begun: what it needs nobody knows yet.
    private boolean isOneToBeginInThePast(DSLContext tx) {
        return tx.fetchExists(
                SINK,
                SINK.ACCOUNT_ID.eq(lease.account().value()),
                SINK.DATABASE_ID.eq(lease.database().value()),
                SINK.START_LSN.isNotNull().or(SINK.START_TIME.isNotNull()),
                SINK.CREATED_AT.gt(
                        DSL.field("now() - interval '1 day'", SINK.CREATED_AT.getDataType())),
                DSL.notExists(
                        DSL.selectOne()
                                .from(SINK_CURSOR)
                                .where(SINK_CURSOR.ACCOUNT_ID.eq(SINK.ACCOUNT_ID))
                                .and(SINK_CURSOR.SINK_ID.eq(SINK.ID))));
    }

    /// The first seq that a sink needs; one that is off needs none.
    private long lowestNeeded(DSLContext tx) {
        return tx
                .select(SINK_CURSOR.MARK)
                .from(SINK_CURSOR)
                .where(SINK_CURSOR.ACCOUNT_ID.eq(lease.account().value()))
                .and(SINK_CURSOR.DATABASE_ID.eq(lease.database().value()))
                .andNot(SINK_CURSOR.OFF)
                .orderBy(SINK_CURSOR.SINK_ID)
                .forUpdate()
                .fetch(SINK_CURSOR.MARK)
                .stream()
                .min(Long::compare)
                .map(mark -> mark + 1)
                .orElse(Long.MAX_VALUE);
    }

    private void noteDropped(DSLContext tx, LogSegmentRecord row) {
        Long lastLsn =
                tx.resultQuery(
                                "select commit_lsn from %s where seq = ?"
                                        .formatted(Segments.segment(row).table(lease.database())),
                                row.getLastSeq())
                        .fetchOptionalInto(Long.class)
                        .orElse(0L);
        tx.update(LOG_POSITION)
                .set(
                        LOG_POSITION.DROPPED_TIME,
                        DSL.greatest(LOG_POSITION.DROPPED_TIME, DSL.val(row.getCommittedTo())))
                .set(LOG_POSITION.DROPPED_LSN, lastLsn)
                .where(LogPositions.held(lease))
                .execute();
    }
}
