package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.LOG_SEGMENT;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;

import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// How much a log has.
///
/// @param segments of which it consists
/// @param bytes that they take on disk
/// @param first the seq of the oldest change that it has; that of the next one if it has none
/// @param firstAt when that was committed
/// @param next the seq of the next change
public record LogExtent(
        int segments, long bytes, long first, Optional<Instant> firstAt, long next) {

    /// A look at a moment: a segment that is dropped meanwhile is an
    /// [org.jooq.exception.DataAccessException].
    ///
    /// @param worker of the worker's role
    public static Optional<LogExtent> read(
            DSLContext worker, AccountId account, DatabaseId database) {
        return worker.select(LOG_POSITION.NEXT_SEQ)
                .from(LOG_POSITION)
                .where(LOG_POSITION.ACCOUNT_ID.eq(account.value()))
                .and(LOG_POSITION.DATABASE_ID.eq(database.value()))
                .fetchOptional(LOG_POSITION.NEXT_SEQ)
                .map(next -> read(worker, account, database, next));
    }

    private static LogExtent read(
            DSLContext worker, AccountId account, DatabaseId database, long next) {
        SegmentRows rows = SegmentRows.load(worker, account, database, next);
        return new LogExtent(
                worker.fetchCount(
                        LOG_SEGMENT,
                        LOG_SEGMENT.ACCOUNT_ID.eq(account.value()),
                        LOG_SEGMENT.DATABASE_ID.eq(database.value())),
                bytes(worker, database),
                rows.first(),
                rows.row(rows.first())
                        .map(row -> Instant.EPOCH.plus(row.micros(), ChronoUnit.MICROS)),
                next);
    }

    private static long bytes(DSLContext worker, DatabaseId database) {
        @Nullable Long bytes =
                worker.resultQuery(
                                """
                                select sum(pg_total_relation_size(c.oid))::bigint
                                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                                where n.nspname = 'rowhook_log' and c.relkind = 'r' and starts_with(c.relname, ?)
                                """,
                                Segment.prefix(database))
                        .fetchSingle()
                        .into(Long.class);
        return bytes == null ? 0 : bytes;
    }
}
