package dev.rowhook.dispatcher.attempt;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.COUNT_ROLLUP;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_HOUR;
import static dev.rowhook.store.jooq.Tables.SINK_MINUTE;

import dev.rowhook.core.AccountId;

import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Adds up the counts of finished hours, account by account, so that long charts need not read
/// their minutes. At any time `sink_hour` has exactly the sums of the minutes of all hours up to
/// `count_rollup.hours_until`:
///
/// - A transaction writes the sums of some hours and moves `hours_until` past them. One that dies
///   in between has done neither, and the next one, on whichever node, makes the same sums.
/// - Minutes may be written late: by a node that could not reach our Postgres for a while, or whose
///   clock is behind. Whoever writes minutes adds those of hours that were added up to these hours,
///   in the same transaction ([CountRows]).
/// - [CountLock] makes each transaction that writes minutes come before one that adds up, which
///   then sees its minutes, or after it, when it sees `hours_until`. So no minute is missed or
///   counted twice, whatever any clock says. The clock only says which hours are worth adding up:
///   of one that ended a while ago hardly a minute comes any more.
///
/// Thread-safe; several nodes may be at it.
public final class CountRollup {
    private static final Duration SETTLED = Duration.ofMinutes(5);

    /// So much is added up in a transaction, for which the account's writers wait.
    private static final Duration STRETCH = Duration.ofHours(1);

    private final DSLContext worker;
    private final Clock clock;

    public CountRollup(DSLContext worker, Clock clock) {
        this.worker = worker;
        this.clock = clock;
    }

    /// Adds up all hours that ended more than five minutes ago.
    ///
    /// @return how many rows of hours were written
    /// @throws InterruptedException if it was interrupted between two stretches
    public long run() throws InterruptedException {
        Instant end = clock.instant().minus(SETTLED).truncatedTo(ChronoUnit.HOURS);
        long rows = 0;
        for (AccountId account : due(end)) {
            Optional<Stretch> done;
            do {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                done = worker.transactionResult(tx -> addUp(tx.dsl(), account, end));
                rows += done.map(Stretch::rows).orElse(0L);
            } while (done.filter(stretch -> stretch.until().isBefore(end)).isPresent());
        }
        return rows;
    }

    private record Stretch(Instant until, long rows) {}

    private List<AccountId> due(Instant end) {
        return worker.select(ACCOUNT.ACCOUNT_ID)
                .from(ACCOUNT)
                .leftJoin(COUNT_ROLLUP)
                .on(COUNT_ROLLUP.ACCOUNT_ID.eq(ACCOUNT.ACCOUNT_ID))
                .where(ACCOUNT.STATUS.ne("deleting"))
                .and(COUNT_ROLLUP.HOURS_UNTIL.isNull().or(COUNT_ROLLUP.HOURS_UNTIL.lt(end)))
                .orderBy(ACCOUNT.ACCOUNT_ID)
                .fetch(row -> new AccountId(row.value1()));
    }

    /// Empty if another node was faster.
    private Optional<Stretch> addUp(DSLContext tx, AccountId account, Instant end) {
        new CountLock(tx).toAddUp(account);
        Instant done = until(tx, account).orElse(Instant.EPOCH);
        if (!done.isBefore(end)) {
            return Optional.empty();
        }
        Instant from = next(tx, account, done).filter(end::isAfter).orElse(end);
        Instant until = from.plus(STRETCH).isBefore(end) ? from.plus(STRETCH) : end;
        long rows = from.isBefore(until) ? write(tx, account, from, until) : 0;
        tx.insertInto(COUNT_ROLLUP)
                .set(COUNT_ROLLUP.ACCOUNT_ID, account.value())
                .set(COUNT_ROLLUP.HOURS_UNTIL, until)
                .onConflict(COUNT_ROLLUP.ACCOUNT_ID)
                .doUpdate()
                .set(COUNT_ROLLUP.HOURS_UNTIL, until)
                .execute();
        return Optional.of(new Stretch(until, rows));
    }

    private static Optional<Instant> until(DSLContext tx, AccountId account) {
        return tx.select(COUNT_ROLLUP.HOURS_UNTIL)
                .from(COUNT_ROLLUP)
                .where(COUNT_ROLLUP.ACCOUNT_ID.eq(account.value()))
                .fetchOptional(COUNT_ROLLUP.HOURS_UNTIL);
    }

    /// The hour of the account's first minute from a time on, each sink's looked up by its key.
    private static Optional<Instant> next(DSLContext tx, AccountId account, Instant done) {
        Field<Instant> ofSink =
                DSL.field(
                        DSL.select(DSL.min(SINK_MINUTE.MINUTE))
                                .from(SINK_MINUTE)
                                .where(SINK_MINUTE.ACCOUNT_ID.eq(SINK_CURSOR.ACCOUNT_ID))
                                .and(SINK_MINUTE.SINK_ID.eq(SINK_CURSOR.SINK_ID))
                                .and(SINK_MINUTE.MINUTE.ge(done)));
        return Optional.ofNullable(
                        tx.select(DSL.min(ofSink))
                                .from(SINK_CURSOR)
                                .where(SINK_CURSOR.ACCOUNT_ID.eq(account.value()))
                                .fetchSingle()
                                .value1())
                .map(minute -> minute.truncatedTo(ChronoUnit.HOURS));
    }

    private static long write(DSLContext tx, AccountId account, Instant from, Instant until) {
        Field<Instant> hour = hour(SINK_MINUTE.MINUTE);
        return tx.insertInto(
                        SINK_HOUR,
                        SINK_HOUR.ACCOUNT_ID,
                        SINK_HOUR.SINK_ID,
                        SINK_HOUR.HOUR,
                        SINK_HOUR.CODE,
                        SINK_HOUR.REQUESTS,
                        SINK_HOUR.MESSAGES)
                .select(
                        DSL.select(
                                        SINK_MINUTE.ACCOUNT_ID,
                                        SINK_MINUTE.SINK_ID,
                                        hour,
                                        SINK_MINUTE.CODE,
                                        DSL.sum(SINK_MINUTE.REQUESTS).cast(SQLDataType.BIGINT),
                                        DSL.sum(SINK_MINUTE.MESSAGES).cast(SQLDataType.BIGINT))
                                .from(SINK_CURSOR)
                                .join(SINK_MINUTE)
                                .on(SINK_MINUTE.ACCOUNT_ID.eq(SINK_CURSOR.ACCOUNT_ID))
                                .and(SINK_MINUTE.SINK_ID.eq(SINK_CURSOR.SINK_ID))
                                .where(SINK_CURSOR.ACCOUNT_ID.eq(account.value()))
                                .and(SINK_MINUTE.MINUTE.ge(from))
                                .and(SINK_MINUTE.MINUTE.lt(until))
                                .groupBy(
                                        SINK_MINUTE.ACCOUNT_ID,
                                        SINK_MINUTE.SINK_ID,
                                        hour,
                                        SINK_MINUTE.CODE))
                .onConflict(SINK_HOUR.ACCOUNT_ID, SINK_HOUR.SINK_ID, SINK_HOUR.HOUR, SINK_HOUR.CODE)
                .doUpdate()
                .set(SINK_HOUR.REQUESTS, DSL.excluded(SINK_HOUR.REQUESTS))
                .set(SINK_HOUR.MESSAGES, DSL.excluded(SINK_HOUR.MESSAGES))
                .execute();
    }

    /// The hour of a minute, as charts cut time: from the epoch on.
    static Field<Instant> hour(Field<Instant> minute) {
        return DSL.field(
                "date_bin(interval '1 hour', {0}, timestamptz 'epoch')",
                SINK_HOUR.HOUR.getDataType(), minute);
    }
}
