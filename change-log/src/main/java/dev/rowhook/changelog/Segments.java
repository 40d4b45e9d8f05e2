package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.LOG_COVERAGE;
import static dev.rowhook.store.jooq.Tables.LOG_RELATION;
import static dev.rowhook.store.jooq.Tables.LOG_SEGMENT;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.store.jooq.tables.records.LogSegmentRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.util.Optional;

/// The segments of one log: made, listed and dropped.
///
/// Segments are plain tables, not partitions, so that dropping one blocks no reader of another. The
/// worker's role owns them: COPY into a table under row-level security is open to its owner only.
/// Thread-safe.
final class Segments {
    private final DSLContext worker;
    private final Lease lease;

    Segments(DSLContext worker, Lease lease) {
        this.worker = worker;
        this.lease = lease;
    }

    Optional<Segment> open() {
        return worker.selectFrom(LOG_SEGMENT)
                .where(ofLog())
                .and(LOG_SEGMENT.LAST_SEQ.isNull())
                .fetchOptional(Segments::segment);
    }

    /// The segment that holds `seq`, or the next one after it.
    Optional<Segment> from(long seq) {
        return worker.selectFrom(LOG_SEGMENT)
                .where(ofLog())
                .and(LOG_SEGMENT.LAST_SEQ.isNull().or(LOG_SEGMENT.LAST_SEQ.ge(seq)))
                .orderBy(LOG_SEGMENT.NUMBER)
                .limit(1)
                .fetchOptional(Segments::segment);
    }

    /// Closes the open segment, if there is one, and makes the next, in the transaction of the
    /// append that needs it.
    Segment cut(DSLContext tx, int incarnation, long firstSeq) {
        close(tx, firstSeq - 1);
        int number =
                1
                        + tx.select(DSL.coalesce(DSL.max(LOG_SEGMENT.NUMBER), 0))
                                .from(LOG_SEGMENT)
                                .where(ofLog())
                                .fetchSingle()
                                .value1();
        Segment segment = new Segment(number, incarnation, firstSeq, Long.MAX_VALUE);
        LogSegmentRecord row = tx.newRecord(LOG_SEGMENT);
        row.setAccountId(lease.account().value());
        row.setDatabaseId(lease.database().value());
        row.setNumber(number);
        row.setIncarnation(incarnation);
        row.setFirstSeq(firstSeq);
        row.insert();
        create(tx, segment.table(lease.database()));
        return segment;
    }

    /// Closes the open segment, if there is one, and makes none: the next append does. Only while
    /// nobody appends.
    ///
    /// @throws LeaseLostException if the lease no longer holds; then it stays open
    void close() {
        worker.transaction(tx -> {
            long next = new LogPositions(tx.dsl()).read(lease).nextSeq();
            close(tx.dsl(), next - 1);
            LogPositions.requireHeld(tx.dsl(), lease);
        });
    }

    private void close(DSLContext tx, long lastSeq) {
        tx.update(LOG_SEGMENT)
                .set(LOG_SEGMENT.LAST_SEQ, lastSeq)
                .set(LOG_SEGMENT.CLOSED_AT, DSL.field("now()", LOG_SEGMENT.CLOSED_AT.getDataType()))
                .where(ofLog())
                .and(LOG_SEGMENT.LAST_SEQ.isNull())
                .execute();
    }

    private void create(DSLContext tx, String table) {
        tx.execute(
                """
                create table %s (
                    seq              bigint not null primary key,
                    commit_lsn       bigint not null,
                    commit_index     bigint not null,
                    committed_at     bigint not null,
                    settings_version bigint not null,
                    relation         int    not null,
                    sinks            bytea  not null,
                    annotations      bytea,
                    change           bytea  not null
                ) with (autovacuum_enabled = false)
                """
                        .formatted(table));
        // Compressing costs more time than the bytes of a segment that lives for minutes are worth.
        tx.execute("alter table %s alter column change set storage external".formatted(table));
        tx.execute("alter table %s enable row level security".formatted(table));
        tx.execute(
                "create policy account on %s using ('%s'::uuid = rowhook.current_account())"
                        .formatted(table, lease.account().value()));
    }

    /// Keeps all segments from being dropped until the transaction ends.
    static void keep(DSLContext tx, AccountId account, DatabaseId database) {
        tx.select(LOG_SEGMENT.NUMBER)
                .from(LOG_SEGMENT)
                .where(LOG_SEGMENT.ACCOUNT_ID.eq(account.value()))
                .and(LOG_SEGMENT.DATABASE_ID.eq(database.value()))
                .orderBy(LOG_SEGMENT.NUMBER)
                .forKeyShare()
                .fetch();
    }

    /// Drops all segments and deletes every row of the log, the lease's own row last: it is the
    /// fence.
    void deleteLog() {
        worker.transaction(tx -> {
            for (Segment segment :
                    tx.dsl().selectFrom(LOG_SEGMENT).where(ofLog()).fetch(Segments::segment)) {
                tx.dsl().execute("drop table " + segment.table(lease.database()));
            }
            tx.dsl().deleteFrom(LOG_SEGMENT).where(ofLog()).execute();
            tx.dsl()
                    .deleteFrom(LOG_COVERAGE)
                    .where(LOG_COVERAGE.ACCOUNT_ID.eq(lease.account().value()))
                    .and(LOG_COVERAGE.DATABASE_ID.eq(lease.database().value()))
                    .execute();
            tx.dsl()
                    .deleteFrom(LOG_RELATION)
                    .where(LOG_RELATION.ACCOUNT_ID.eq(lease.account().value()))
                    .and(LOG_RELATION.DATABASE_ID.eq(lease.database().value()))
                    .execute();
            tx.dsl()
                    .deleteFrom(SINK_CURSOR)
                    .where(SINK_CURSOR.ACCOUNT_ID.eq(lease.account().value()))
                    .and(SINK_CURSOR.DATABASE_ID.eq(lease.database().value()))
                    .execute();
            LogPositions.delete(tx.dsl(), lease);
        });
    }

    Condition ofLog() {
        return LOG_SEGMENT
                .ACCOUNT_ID
                .eq(lease.account().value())
                .and(LOG_SEGMENT.DATABASE_ID.eq(lease.database().value()));
    }

    static Segment segment(LogSegmentRecord row) {
        Long last = row.getLastSeq();
        return new Segment(
                row.getNumber(),
                row.getIncarnation(),
                row.getFirstSeq(),
                last == null ? Long.MAX_VALUE : last);
    }
}
