package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.LOG_SEGMENT;

import dev.rowhook.core.change.SoughtRow;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes a row out of one log: its changes stay in their places, with their positions and the sinks
/// that wanted them, but nothing is left of what they and their annotations said.
///
/// Each stretch that has some is one transaction, whose last statement is the fence. A segment that
/// is dropped meanwhile has none. For one thread and one row.
public final class LogEraser {
    private static final int STRETCH = 2_000;
    private static final int MARKED_STRETCH = 50_000;
    private static final int FETCH_SIZE = 100;
    private static final String UNDEFINED_TABLE = "42P01";

    private final DSLContext worker;
    private final Lease lease;
    private final Segments segments;

    // What was erased in it before a crash is not known.
    private boolean touched = true;

    LogEraser(DSLContext worker, Lease lease, Segments segments) {
        this.worker = worker;
        this.lease = lease;
        this.segments = segments;
    }

    /// What a stretch came to.
    ///
    /// @param lastSeq all up to here was looked at
    /// @param erased so many changes of the row it had
    /// @param unknown so many changes of which it cannot be told
    public record Stretch(long lastSeq, int erased, int unknown) {}

    /// What is written in the transaction of a stretch, before its fence.
    @FunctionalInterface
    public interface Step {
        /// Writes what belongs to the stretch.
        void in(DSLContext tx, Stretch stretch);
    }

    /// Looks through the next changes after a seq, at most up to another one.
    ///
    /// @param step is not called where nothing came of it
    /// @throws LeaseLostException if the lease was lost; then nothing of the stretch is erased
    public Stretch next(SoughtRow row, long after, long until, Step step) {
        Optional<Segment> found = segments.from(after + 1);
        if (found.isEmpty() || found.get().firstSeq() > until) {
            return write(Optional.empty(), List.of(), new Stretch(until, 0, 0), step);
        }
        Segment segment = found.get();
        long from = Math.max(after + 1, segment.firstSeq());
        long end = Math.min(until, segment.lastSeq());
        long to = Math.min(end, from + STRETCH - 1);
        List<Long> erased = new ArrayList<>();
        int unknown =
                unlessDropped(connection -> look(connection, segment, row, from, to, erased))
                        .orElse(0);
        Stretch stretch = new Stretch(to, erased.size(), unknown);
        Stretch done =
                to == end || unknown > 0 || !erased.isEmpty()
                        ? write(found, erased, stretch, step)
                        : stretch;
        if (to == end) {
            sweep(segment);
        }
        return done;
    }

    private int look(
            Connection connection,
            Segment segment,
            SoughtRow row,
            long from,
            long to,
            List<Long> erased)
            throws SQLException {
        String sql =
                "select seq, relation, change from %s where seq between ? and ? and relation = any(?)"
                        .formatted(segment.table(lease.database()));
        int unknown = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH_SIZE);
            bind(connection, statement, row, from, to);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                switch (row.of(rows.getInt(2), rows.getBytes(3))) {
                    case YES -> erased.add(rows.getLong(1));
                    case UNKNOWN -> unknown++;
                    case NO -> {}
                }
            }
        }
        return unknown;
    }

    private Stretch write(Optional<Segment> segment, List<Long> seqs, Stretch stretch, Step step) {
        return worker.transactionResult(tx -> {
            boolean there =
                    !seqs.isEmpty() && segment.filter(one -> keep(tx.dsl(), one)).isPresent();
            Stretch done =
                    there
                            ? new Stretch(
                                    stretch.lastSeq(),
                                    blank(tx.dsl(), segment.orElseThrow(), seqs),
                                    stretch.unknown())
                            : new Stretch(stretch.lastSeq(), 0, stretch.unknown());
            step.in(tx.dsl(), done);
            LogPositions.requireHeld(tx.dsl(), lease);
            return done;
        });
    }

    /// Keeps a segment from being dropped, if it is still there.
    private boolean keep(DSLContext tx, Segment segment) {
        return tx.select(LOG_SEGMENT.NUMBER)
                .from(LOG_SEGMENT)
                .where(segments.ofLog())
                .and(LOG_SEGMENT.NUMBER.eq(segment.number()))
                .forKeyShare()
                .fetchOptional()
                .isPresent();
    }

    /// The marker is that of [dev.rowhook.core.change.ErasedBody].
    private int blank(DSLContext tx, Segment segment, List<Long> seqs) {
        touched = true;
        return tx.execute(
                "update %s set change = '\\x78'::bytea || substring(change from 1 for 1), annotations = null where seq = any(?)"
                        .formatted(segment.table(lease.database())),
                (Object) seqs.toArray(Long[]::new));
    }

    /// Takes the space of what was blanked back: nobody else does in a segment.
    private void sweep(Segment segment) {
        if (touched) {
            unlessGone(() ->
                    worker.connection(connection -> {
                        try (var statement = connection.createStatement()) {
                            statement.execute("vacuum " + segment.table(lease.database()));
                        }
                    }));
        }
        touched = false;
    }

    /// Erased changes of the row's table.
    ///
    /// @param lastSeq all up to here was looked at
    public record Marked(long lastSeq, List<Long> seqs) {
        public Marked {
            seqs = List.copyOf(seqs);
        }
    }

    /// Looks for changes that are erased already, by whichever erasure, in the next ones after a
    /// seq and at most up to another one.
    public Marked marked(SoughtRow row, long after, long until) {
        Optional<Segment> found = segments.from(after + 1);
        if (found.isEmpty() || found.get().firstSeq() > until) {
            return new Marked(until, List.of());
        }
        Segment segment = found.get();
        long from = Math.max(after + 1, segment.firstSeq());
        long to = Math.min(Math.min(until, segment.lastSeq()), from + MARKED_STRETCH - 1);
        String sql =
                "select seq from %s where seq between ? and ? and relation = any(?) and substring(change from 1 for 1) = '\\x78'"
                        .formatted(segment.table(lease.database()));
        List<Long> seqs = new ArrayList<>();
        boolean _ =
                unlessDropped(
                                connection -> {
                                    try (PreparedStatement statement =
                                            connection.prepareStatement(sql)) {
                                        bind(connection, statement, row, from, to);
                                        ResultSet rows = statement.executeQuery();
                                        while (rows.next()) {
                                            seqs.add(rows.getLong(1));
                                        }
                                    }
                                    return true;
                                })
                        .isPresent();
        return new Marked(to, seqs);
    }

    /// The first seq that the log has, or the next one if it is empty.
    public long first() {
        return worker.select(DSL.coalesce(DSL.min(LOG_SEGMENT.FIRST_SEQ), LOG_POSITION.NEXT_SEQ))
                .from(LOG_POSITION)
                .leftJoin(LOG_SEGMENT)
                .on(
                        LOG_SEGMENT.ACCOUNT_ID.eq(LOG_POSITION.ACCOUNT_ID),
                        LOG_SEGMENT.DATABASE_ID.eq(LOG_POSITION.DATABASE_ID))
                .where(LogPositions.held(lease))
                .groupBy(LOG_POSITION.ACCOUNT_ID, LOG_POSITION.DATABASE_ID)
                .fetchOptional(row -> row.value1())
                .orElseThrow(() -> new LeaseLostException(lease));
    }

    private static void bind(
            Connection connection, PreparedStatement statement, SoughtRow row, long from, long to)
            throws SQLException {
        statement.setLong(1, from);
        statement.setLong(2, to);
        statement.setArray(
                3, connection.createArrayOf("int", row.versions().toArray(Integer[]::new)));
    }

    private interface Reading<T> {
        T read(Connection connection) throws SQLException;
    }

    /// In a transaction, so that the driver reads a part of the rows at a time.
    private <T> Optional<T> unlessDropped(Reading<T> reading) {
        List<T> read = new ArrayList<>();
        unlessGone(() ->
                read.add(worker.transactionResult(tx -> tx.dsl().connectionResult(reading::read))));
        return read.stream().findFirst();
    }

    private static void unlessGone(Runnable work) {
        try {
            work.run();
        } catch (DataAccessException e) {
            if (!UNDEFINED_TABLE.equals(e.sqlState())) {
                throw e;
            }
        }
    }
}
