package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.LOG_SEGMENT;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.change.ErasedBody;
import dev.rowhook.store.jooq.tables.records.LogSegmentRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Looks things up in the segments of one log, for people, without owning it. A segment that is
/// dropped meanwhile is as if it had not been there. Thread-safe.
public final class LogLookup {
    private static final String UNDEFINED_TABLE = "42P01";
    private static final int FETCH_SIZE = 100;
    private static final int ANY_SINK = 0;

    private final DSLContext worker;
    private final AccountId account;
    private final DatabaseId database;
    private final int sink;
    private final long tagsFrom;
    private final Set<Integer> untagged;

    /// @param sink the number of the sink that asks
    public LogLookup(DSLContext worker, AccountId account, DatabaseId database, int sink) {
        this(worker, account, database, sink, 0, Set.of());
    }

    /// @param sink the number of the sink that asks
    /// @param tagsFrom before this seq tags do not say what it wants
    /// @param untagged relation versions whose changes it may want there
    public LogLookup(
            DSLContext worker,
            AccountId account,
            DatabaseId database,
            int sink,
            long tagsFrom,
            Set<Integer> untagged) {
        this.worker = worker;
        this.account = account;
        this.database = database;
        this.sink = sink;
        this.tagsFrom = tagsFrom;
        this.untagged = Set.copyOf(untagged);
    }

    /// One that takes every change for wanted.
    public static LogLookup ofAnySink(DSLContext worker, AccountId account, DatabaseId database) {
        return new LogLookup(worker, account, database, ANY_SINK);
    }

    /// Of these seqs those that the log still has.
    public List<LoggedPlace> find(Collection<Long> seqs) {
        List<LoggedPlace> found = new ArrayList<>();
        Long[] wanted = seqs.toArray(Long[]::new);
        for (Segment segment : segments(seqs)) {
            String sql =
                    "select seq, commit_lsn, commit_index, committed_at, relation, sinks, null, substring(change from 1 for 1) from %s where seq = any(?)"
                            .formatted(segment.table(database));
            found.addAll(
                    unlessDropped(
                                    connection -> {
                                        try (PreparedStatement statement =
                                                connection.prepareStatement(sql)) {
                                            statement.setArray(
                                                    1, connection.createArrayOf("bigint", wanted));
                                            return places(statement.executeQuery(), segment);
                                        }
                                    })
                            .orElse(List.of()));
        }
        return found;
    }

    /// Looks through the last changes before `before`.
    ///
    /// @param maxRows how many changes at most
    /// @param relations the relation versions to look at
    /// @param isMeant sees each change of them that the sink wants
    public LogStretch scan(
            long before,
            int maxRows,
            Collection<Integer> relations,
            Predicate<LoggedChange> isMeant) {
        Optional<Segment> last = lastBefore(before);
        if (last.isEmpty()) {
            return new LogStretch(List.of(), before, 0, true);
        }
        Segment segment = last.get();
        long to = Math.min(before - 1, segment.lastSeq());
        long from = Math.max(segment.firstSeq(), to - maxRows + 1);
        String sql =
                """
                select seq, commit_lsn, commit_index, committed_at, relation, sinks, annotations, change
                from %s where seq between ? and ? and relation = any(?) order by seq desc
                """
                        .formatted(segment.table(database));
        return unlessDropped(
                        connection -> {
                            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                                statement.setFetchSize(FETCH_SIZE);
                                statement.setLong(1, from);
                                statement.setLong(2, to);
                                statement.setArray(
                                        3,
                                        connection.createArrayOf(
                                                "int", relations.toArray(Integer[]::new)));
                                return new LogStretch(
                                        meant(statement.executeQuery(), segment, isMeant),
                                        from,
                                        to - from + 1,
                                        false);
                            }
                        })
                // The older ones are dropped first.
                .orElseGet(() -> new LogStretch(List.of(), before, 0, true));
    }

    private List<LoggedPlace> meant(
            ResultSet rows, Segment segment, Predicate<LoggedChange> isMeant) throws SQLException {
        List<LoggedPlace> found = new ArrayList<>();
        while (rows.next()) {
            LoggedPlace place = place(rows, segment);
            if (place.wanted() && isMeant.test(change(rows, place))) {
                found.add(place);
            }
        }
        return found;
    }

    private List<LoggedPlace> places(ResultSet rows, Segment segment) throws SQLException {
        List<LoggedPlace> places = new ArrayList<>();
        while (rows.next()) {
            places.add(place(rows, segment));
        }
        return places;
    }

    private LoggedPlace place(ResultSet row, Segment segment) throws SQLException {
        return new LoggedPlace(
                row.getLong(1),
                segment.incarnation(),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getInt(5),
                isWanted(row.getBytes(6)) || mayBeWanted(row),
                ErasedBody.isErased(row.getBytes(8)));
    }

    private boolean mayBeWanted(ResultSet row) throws SQLException {
        return row.getLong(1) < tagsFrom
                && untagged.contains(row.getInt(5))
                && LogView.seesUntagged((char) row.getBytes(8)[0], false);
    }

    private static LoggedChange change(ResultSet row, LoggedPlace place) throws SQLException {
        return new LoggedChange(
                place.seq(),
                place.incarnation(),
                place.commitLsn(),
                place.commitIndex(),
                place.committedAt(),
                place.relation(),
                row.getBytes(7),
                row.getBytes(8));
    }

    private boolean isWanted(byte[] sinks) {
        if (sink == ANY_SINK) {
            return true;
        }
        ByteBuffer numbers = ByteBuffer.wrap(sinks);
        while (numbers.hasRemaining()) {
            if (SinkTag.isOf(numbers.getInt(), sink)) {
                return true;
            }
        }
        return false;
    }

    private List<Segment> segments(Collection<Long> seqs) {
        return worker
                .selectFrom(LOG_SEGMENT)
                .where(ofLog())
                .orderBy(LOG_SEGMENT.NUMBER)
                .fetch(LogLookup::segment)
                .stream()
                .filter(segment ->
                        seqs.stream()
                                .anyMatch(seq ->
                                        seq >= segment.firstSeq() && seq <= segment.lastSeq()))
                .toList();
    }

    private Optional<Segment> lastBefore(long before) {
        return worker.selectFrom(LOG_SEGMENT)
                .where(ofLog())
                .and(LOG_SEGMENT.FIRST_SEQ.lt(before))
                .orderBy(LOG_SEGMENT.NUMBER.desc())
                .limit(1)
                .fetchOptional(LogLookup::segment);
    }

    private Condition ofLog() {
        return LOG_SEGMENT
                .ACCOUNT_ID
                .eq(account.value())
                .and(LOG_SEGMENT.DATABASE_ID.eq(database.value()));
    }

    private static Segment segment(LogSegmentRecord row) {
        Long last = row.getLastSeq();
        return new Segment(
                row.getNumber(),
                row.getIncarnation(),
                row.getFirstSeq(),
                last == null ? Long.MAX_VALUE : last);
    }

    private interface Reading<T> {
        T read(Connection connection) throws SQLException;
    }

    /// In a transaction, so that the driver reads a part of the rows at a time.
    private <T> Optional<T> unlessDropped(Reading<T> reading) {
        try {
            return Optional.of(
                    worker.transactionResult(tx -> tx.dsl().connectionResult(reading::read)));
        } catch (DataAccessException e) {
            if (UNDEFINED_TABLE.equals(e.sqlState())) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
