package dev.rowhook.dispatcher.lookup;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import dev.rowhook.changelog.Coverage;
import dev.rowhook.changelog.LogAhead;
import dev.rowhook.changelog.LogCount;
import dev.rowhook.changelog.LogCounter;
import dev.rowhook.changelog.LogExtent;
import dev.rowhook.changelog.LogPlace;
import dev.rowhook.changelog.LogPlaces;
import dev.rowhook.changelog.LogPlaces.Answer;
import dev.rowhook.changelog.LogPoint;
import dev.rowhook.changelog.SinkCoverage;
import dev.rowhook.changelog.SinkCursor;
import dev.rowhook.changelog.StoredRelations;
import dev.rowhook.changelog.TableCoverage;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.dispatcher.SinkSelections;
import dev.rowhook.store.jooq.tables.records.SinkCursorRecord;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// How far back the logs of an account reach, which only the worker's role may see. Of another
/// account's sink there is nothing. Thread-safe.
public final class LogHistory {
    private static final String UNDEFINED_TABLE = "42P01";
    private static final int TRIES = 3;
    private static final Duration COUNT_AT_MOST = Duration.ofSeconds(5);
    private static final Duration BACKLOG_AT_MOST = Duration.ofSeconds(1);

    private final DSLContext worker;

    public LogHistory(DSLContext worker) {
        this.worker = worker;
    }

    /// Looks for the place where a sink of these tables is to begin.
    public Answer findStart(
            AccountId account, DatabaseId database, Collection<TableName> tables, LogPlace start) {
        if (!hasLog(account, database)) {
            return new Answer.TooEarly(Optional.empty());
        }
        return stable(() ->
                places(account, database)
                        .find(start, new TableCoverage(worker, account, database).of(tables)));
    }

    /// Looks for the place from which a sink is to be sent again; empty if it has not begun.
    public Optional<Answer> find(AccountId account, SinkId sink, LogPlace from) {
        return cursor(account, sink)
                .map(cursor -> {
                    DatabaseId database = new DatabaseId(cursor.getDatabaseId());
                    return stable(() ->
                            places(account, database)
                                    .find(from, coverage(account, database, sink).either()));
                });
    }

    /// What would be sent again from a seq that was found; empty if that is no longer possible.
    public Optional<ReplayPlan> plan(AccountId account, SinkId sink, long wanted) {
        Optional<SinkRecord> row = sink(account, sink);
        Optional<SinkCursorRecord> cursor = cursor(account, sink);
        return row.isPresent() && cursor.isPresent()
                ? stable(() -> plan(row.get(), cursor.get(), wanted))
                : Optional.empty();
    }

    private Optional<ReplayPlan> plan(SinkRecord row, SinkCursorRecord cursor, long wanted) {
        AccountId account = new AccountId(row.getAccountId());
        DatabaseId database = new DatabaseId(row.getDatabaseId());
        SinkCoverage coverage = coverage(account, database, new SinkId(row.getId()));
        Optional<Coverage> covered = coverage.either();
        if (covered.isEmpty()) {
            return Optional.empty();
        }
        LogPlaces places = places(account, database);
        long end = end(account, database);
        // What it wants now is tagged since then; while that is not acknowledged, nowhere.
        long tagged = coverage.tagged().map(Coverage::seq).orElse(end + 1);
        long tagsFrom = wanted < tagged ? tagged : cursor.getTagsFrom();
        WantedCount count =
                count(
                        row,
                        new LogCounter.Reading(row.getNumber(), tagsFrom, row.getMatchVersion()),
                        wanted,
                        end,
                        COUNT_AT_MOST);
        return Optional.of(
                new ReplayPlan(
                        places.point(wanted),
                        places.point(end),
                        count.most(),
                        count.exact(),
                        places.earliest(covered.get())));
    }

    private WantedCount count(
            SinkRecord sink, LogCounter.Reading reading, long from, long until, Duration atMost) {
        AccountId account = new AccountId(sink.getAccountId());
        DatabaseId database = new DatabaseId(sink.getDatabaseId());
        LogCount count =
                new LogCounter(worker, account, database).count(reading, from, until, atMost);
        return WantedCount.of(
                count,
                SinkSelections.read(worker, sink),
                StoredRelations.load(worker, account, database));
    }

    /// What a sink has not come to yet; nothing while it is off, and empty if it has not begun.
    public Optional<Backlog> backlog(AccountId account, SinkId sink) {
        Optional<SinkRecord> row = sink(account, sink);
        Optional<SinkCursorRecord> cursor = cursor(account, sink);
        return row.isPresent() && cursor.isPresent()
                ? Optional.of(stable(() -> backlog(row.get(), cursor.get())))
                : Optional.empty();
    }

    private Backlog backlog(SinkRecord row, SinkCursorRecord cursor) {
        AccountId account = new AccountId(row.getAccountId());
        DatabaseId database = new DatabaseId(row.getDatabaseId());
        long from = cursor.getMark() + 1;
        long end = end(account, database);
        if (from > end || cursor.getOff()) {
            return Backlog.NONE;
        }
        WantedCount count = count(row, reading(row, cursor), from, end, BACKLOG_AT_MOST);
        return count.most() == 0
                ? Backlog.NONE
                : new Backlog(
                        count.most(), count.exact(), places(account, database).point(from).time());
    }

    /// A part of what a sink has not come to yet; nothing while it is off, or if it has not begun.
    ///
    /// @param after the seq that it comes after, if it is not the first part
    /// @param limit how many changes at most
    public BacklogPart backlog(AccountId account, SinkId sink, OptionalLong after, int limit) {
        Optional<SinkRecord> row = sink(account, sink);
        Optional<SinkCursorRecord> cursor = cursor(account, sink);
        return row.isPresent() && cursor.isPresent() && !cursor.get().getOff()
                ? stable(() -> backlog(row.get(), cursor.get(), after.orElse(0), limit))
                : BacklogPart.NONE;
    }

    private BacklogPart backlog(SinkRecord row, SinkCursorRecord cursor, long after, int limit) {
        AccountId account = new AccountId(row.getAccountId());
        DatabaseId database = new DatabaseId(row.getDatabaseId());
        long end = end(account, database);
        return new BacklogReader(
                        new LogAhead(worker, account, database),
                        reading(row, cursor),
                        SinkSelections.read(worker, row),
                        StoredRelations.load(worker, account, database),
                        SinkCursor.of(cursor))
                .read(after, end, limit);
    }

    private static LogCounter.Reading reading(SinkRecord row, SinkCursorRecord cursor) {
        return new LogCounter.Reading(row.getNumber(), cursor.getTagsFrom(), row.getMatchVersion());
    }

    /// How much the log of a database has; empty if there is none yet.
    public Optional<LogExtent> extent(AccountId account, DatabaseId database) {
        return stable(() -> LogExtent.read(worker, account, database));
    }

    /// A place by all its names.
    public LogPoint point(AccountId account, DatabaseId database, long seq) {
        return stable(() -> places(account, database).point(seq));
    }

    /// Looks again if a segment was dropped meanwhile.
    private static <T> T stable(Supplier<T> look) {
        for (int left = TRIES; ; left--) {
            try {
                return look.get();
            } catch (DataAccessException e) {
                if (left == 1 || !UNDEFINED_TABLE.equals(e.sqlState())) {
                    throw e;
                }
            }
        }
    }

    private LogPlaces places(AccountId account, DatabaseId database) {
        return new LogPlaces(worker, account, database);
    }

    private SinkCoverage coverage(AccountId account, DatabaseId database, SinkId sink) {
        return SinkCoverage.read(worker, account, database, sink);
    }

    private Optional<SinkRecord> sink(AccountId account, SinkId sink) {
        return worker.selectFrom(SINK)
                .where(SINK.ACCOUNT_ID.eq(account.value()))
                .and(SINK.ID.eq(sink.value()))
                .fetchOptional();
    }

    private Optional<SinkCursorRecord> cursor(AccountId account, SinkId sink) {
        return worker.selectFrom(SINK_CURSOR)
                .where(SINK_CURSOR.ACCOUNT_ID.eq(account.value()))
                .and(SINK_CURSOR.SINK_ID.eq(sink.value()))
                .fetchOptional();
    }

    private boolean hasLog(AccountId account, DatabaseId database) {
        return worker.fetchExists(
                LOG_POSITION,
                LOG_POSITION.ACCOUNT_ID.eq(account.value()),
                LOG_POSITION.DATABASE_ID.eq(database.value()));
    }

    /// The last seq of the log.
    private long end(AccountId account, DatabaseId database) {
        return worker.select(LOG_POSITION.NEXT_SEQ)
                        .from(LOG_POSITION)
                        .where(LOG_POSITION.ACCOUNT_ID.eq(account.value()))
                        .and(LOG_POSITION.DATABASE_ID.eq(database.value()))
                        .fetchSingle()
                        .value1()
                - 1;
    }
}
