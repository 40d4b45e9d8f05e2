package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.Lsn;
import dev.rowhook.store.jooq.tables.records.LogPositionRecord;

import org.jooq.DSLContext;

import java.time.Instant;
import java.util.Optional;

/// Finds places in one log, and says how far back one can go. A look at a moment: whoever does not
/// keep the segments may find that one of them is gone, which is an
/// [org.jooq.exception.DataAccessException]. Thread-safe.
public final class LogPlaces {
    private final DSLContext worker;
    private final AccountId account;
    private final DatabaseId database;

    /// @param worker a transaction that keeps the segments, or the worker's role
    public LogPlaces(DSLContext worker, AccountId account, DatabaseId database) {
        this.worker = worker;
        this.account = account;
        this.database = database;
    }

    /// What is found where a place is asked for.
    public sealed interface Answer {

        /// Everything from there on is in the log.
        record Found(LogPoint point) implements Answer {}

        /// Something lacks there; `earliest` is where nothing does any more, if there is such a
        /// place.
        record TooEarly(Optional<LogPoint> earliest) implements Answer {}

        /// The log has not got there; it ends at seq `last`.
        record Beyond(long last) implements Answer {}
    }

    /// Looks for a place.
    ///
    /// @param covered since when the log has all of what is asked for; empty if it never has
    public Answer find(LogPlace place, Optional<Coverage> covered) {
        LogPositionRecord position = position();
        SegmentRows rows = SegmentRows.load(worker, account, database, position.getNextSeq());
        LogReach reach = new LogReach(position, rows);
        if (place instanceof LogPlace.End) {
            return new Answer.Found(reach.point(rows.end()));
        }
        if (place instanceof LogPlace.Seq(long seq) && seq > rows.end()) {
            return new Answer.Beyond(rows.end() - 1);
        }
        if (covered.isEmpty()) {
            return new Answer.TooEarly(Optional.empty());
        }
        long seq = seq(place, rows, position.getIncarnation());
        return reach.reaches(place, seq) && reach.covers(covered.get(), place, seq)
                ? new Answer.Found(reach.point(seq))
                : new Answer.TooEarly(Optional.of(reach.earliest(covered.get(), place)));
    }

    /// The earliest place from which on everything is in the log.
    ///
    /// @param covered since when the log has all of what is asked for
    public LogPoint earliest(Coverage covered) {
        LogPositionRecord position = position();
        SegmentRows rows = SegmentRows.load(worker, account, database, position.getNextSeq());
        return new LogReach(position, rows).earliest(covered, new LogPlace.Seq(0));
    }

    /// A place by all its names.
    public LogPoint point(long seq) {
        LogPositionRecord position = position();
        SegmentRows rows = SegmentRows.load(worker, account, database, position.getNextSeq());
        return new LogReach(position, rows).point(seq);
    }

    /// Keeps the segments from being dropped until the transaction ends. To be asked for before the
    /// cursors are locked.
    public void keep() {
        Segments.keep(worker, account, database);
    }

    private static long seq(LogPlace place, SegmentRows rows, int incarnation) {
        return switch (place) {
            case LogPlace.Seq(long seq) -> seq;
            case LogPlace.Commit(Lsn lsn) -> rows.firstAt(lsn, rows.firstOf(incarnation));
            case LogPlace.Time(Instant time) -> rows.firstAt(LogReach.micros(time));
            case LogPlace.End() -> rows.end();
        };
    }

    private LogPositionRecord position() {
        return worker.selectFrom(LOG_POSITION)
                .where(LOG_POSITION.ACCOUNT_ID.eq(account.value()))
                .and(LOG_POSITION.DATABASE_ID.eq(database.value()))
                .fetchOptional()
                .orElseThrow(() -> new IllegalStateException("the database has no log"));
    }
}
