package dev.rowhook.backfill;

import static dev.rowhook.store.jooq.Tables.BACKFILL;
import static dev.rowhook.store.jooq.Tables.BACKFILL_TABLE;

import dev.rowhook.backfill.page.Trouble;
import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.LogPositions;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;

import java.time.Instant;
import java.util.OptionalLong;

/// Writes how far the backfills of one database are. What is written outside an append fails with
/// [dev.rowhook.changelog.LeaseLostException] once the lease is lost. Thread-safe.
final class BackfillStore {
    private final DSLContext worker;
    private final Lease lease;
    private final Runnable changed;

    /// @param changed is called after what is written
    BackfillStore(DSLContext worker, Lease lease, Runnable changed) {
        this.worker = worker;
        this.lease = lease;
        this.changed = changed;
    }

    /// The table is being read from now on.
    ///
    /// @param estimate how many rows it has, if that is known
    void begin(TableKey key, OptionalLong estimate) {
        fenced(tx ->
                tx.update(BACKFILL_TABLE)
                        .set(BACKFILL_TABLE.STATE, "active")
                        .set(
                                BACKFILL_TABLE.STARTED_AT,
                                DSL.coalesce(BACKFILL_TABLE.STARTED_AT, now()))
                        .set(
                                BACKFILL_TABLE.ROWS_ESTIMATED,
                                DSL.coalesce(
                                        BACKFILL_TABLE.ROWS_ESTIMATED,
                                        estimate.isPresent()
                                                ? DSL.val(estimate.getAsLong())
                                                : DSL.castNull(BACKFILL_TABLE.ROWS_ESTIMATED)))
                        .where(isTable(key))
                        .and(BACKFILL_TABLE.STATE.in("waiting", "active"))
                        .execute());
    }

    /// Writes how far a table is, in the transaction of an append, which fences it.
    void save(DSLContext tx, TableKey key, TableProgress progress) {
        tx.update(BACKFILL_TABLE)
                .set(
                        BACKFILL_TABLE.PLACE,
                        progress.place().map(place -> JSONB.valueOf(place.json())).orElse(null))
                .set(BACKFILL_TABLE.ROWS_READ, progress.read())
                .set(BACKFILL_TABLE.ROWS_APPENDED, progress.appended())
                .set(BACKFILL_TABLE.PAGES, progress.pages().stored())
                .set(
                        BACKFILL_TABLE.FIRST_SEQ,
                        progress.firstSeq() == 0 ? null : progress.firstSeq())
                .set(BACKFILL_TABLE.LAST_SEQ, progress.lastSeq())
                .set(BACKFILL_TABLE.PAGE_ROWS, progress.pageUnits())
                .set(
                        BACKFILL_TABLE.READ_AT,
                        progress.isRead() ? now() : DSL.castNull(BACKFILL_TABLE.READ_AT))
                .setNull(BACKFILL_TABLE.CODE)
                .setNull(BACKFILL_TABLE.MESSAGE)
                .setNull(BACKFILL_TABLE.REMEDY)
                .setNull(BACKFILL_TABLE.SINCE)
                .where(isTable(key))
                .execute();
    }

    /// All rows of the table are sent; with its last table the backfill is complete.
    void complete(TableKey key) {
        fenced(tx -> {
            lock(tx, key);
            tx.update(BACKFILL_TABLE)
                    .set(BACKFILL_TABLE.STATE, "completed")
                    .set(BACKFILL_TABLE.COMPLETED_AT, now())
                    .setNull(BACKFILL_TABLE.CODE)
                    .setNull(BACKFILL_TABLE.MESSAGE)
                    .setNull(BACKFILL_TABLE.REMEDY)
                    .setNull(BACKFILL_TABLE.SINCE)
                    .where(isTable(key))
                    .and(BACKFILL_TABLE.STATE.in("waiting", "active"))
                    .execute();
            tx.update(BACKFILL)
                    .set(BACKFILL.STATUS, "completed")
                    .set(BACKFILL.ENDED_AT, now())
                    .where(isBackfill(key))
                    .and(BACKFILL.STATUS.eq("active"))
                    .and(
                            DSL.notExists(
                                    DSL.selectOne()
                                            .from(BACKFILL_TABLE)
                                            .where(
                                                    BACKFILL_TABLE.ACCOUNT_ID.eq(
                                                            BACKFILL.ACCOUNT_ID))
                                            .and(BACKFILL_TABLE.BACKFILL_ID.eq(BACKFILL.ID))
                                            .and(BACKFILL_TABLE.STATE.ne("completed"))))
                    .execute();
        });
    }

    /// The table cannot be read until somebody mends something; the backfill waits for it.
    void fail(TableKey key, Trouble trouble) {
        fenced(tx -> {
            lock(tx, key);
            tell(tx, key, trouble);
            tx.update(BACKFILL_TABLE)
                    .set(BACKFILL_TABLE.STATE, "failed")
                    .where(isTable(key))
                    .and(BACKFILL_TABLE.STATE.in("waiting", "active"))
                    .execute();
            tx.update(BACKFILL)
                    .set(BACKFILL.STATUS, "failed")
                    .set(BACKFILL.ENDED_AT, now())
                    .where(isBackfill(key))
                    .and(BACKFILL.STATUS.eq("active"))
                    .execute();
        });
    }

    /// Tells what is the matter with a table that is tried again. It keeps the time since which it
    /// stands.
    void tell(TableKey key, Trouble trouble) {
        fenced(tx -> tell(tx, key, trouble));
    }

    private void tell(DSLContext tx, TableKey key, Trouble trouble) {
        tx.update(BACKFILL_TABLE)
                .set(
                        BACKFILL_TABLE.SINCE,
                        DSL.when(BACKFILL_TABLE.CODE.eq(trouble.code()), BACKFILL_TABLE.SINCE)
                                .otherwise(now()))
                .set(BACKFILL_TABLE.CODE, trouble.code())
                .set(BACKFILL_TABLE.MESSAGE, trouble.message())
                .set(BACKFILL_TABLE.REMEDY, trouble.remedy())
                .where(isTable(key))
                .execute();
    }

    /// In one order for every transaction: the last two tables must not miss each other.
    private void lock(DSLContext tx, TableKey key) {
        tx.selectOne().from(BACKFILL).where(isBackfill(key)).forNoKeyUpdate().fetch();
    }

    private void fenced(Write write) {
        worker.transaction(tx -> {
            write.in(tx.dsl());
            LogPositions.requireHeld(tx.dsl(), lease);
        });
        changed.run();
    }

    private interface Write {
        void in(DSLContext tx);
    }

    private Condition isBackfill(TableKey key) {
        return BACKFILL.ACCOUNT_ID
                .eq(lease.account().value())
                .and(BACKFILL.ID.eq(key.backfill().value()));
    }

    private Condition isTable(TableKey key) {
        return isTable(lease, key);
    }

    /// The row of a table.
    static Condition isTable(Lease lease, TableKey key) {
        return BACKFILL_TABLE
                .ACCOUNT_ID
                .eq(lease.account().value())
                .and(BACKFILL_TABLE.BACKFILL_ID.eq(key.backfill().value()))
                .and(BACKFILL_TABLE.SCHEMA_NAME.eq(key.table().schema()))
                .and(BACKFILL_TABLE.TABLE_NAME.eq(key.table().table()));
    }

    private static Field<Instant> now() {
        return DSL.field("now()", BACKFILL.ENDED_AT.getDataType());
    }
}
