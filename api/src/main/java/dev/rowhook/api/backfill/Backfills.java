package dev.rowhook.api.backfill;

import static dev.rowhook.store.jooq.Tables.BACKFILL;
import static dev.rowhook.store.jooq.Tables.BACKFILL_TABLE;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.paging.IdPlaces;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.BackfillId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.store.jooq.tables.records.BackfillRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The backfills of an account, within a transaction. A method that takes an id throws a 404 where
/// it means nothing.
final class Backfills {
    private final DSLContext db;
    private final AccountId account;

    Backfills(DSLContext db, AccountId account) {
        this.db = db;
        this.account = account;
    }

    BackfillAnswer find(String id) {
        BackfillRecord row =
                db.selectFrom(BACKFILL)
                        .where(isMeant(id))
                        .fetchOptional()
                        .orElseThrow(Backfills::notFound);
        return answers(List.of(row)).getFirst();
    }

    List<BackfillAnswer> answers(List<BackfillRecord> rows) {
        return BackfillRows.answers(db, rows, Instant.now());
    }

    /// Those of a sink that were made last.
    List<BackfillRecord> newest(DeliverySink sink, Optional<List<Long>> after, int limit) {
        return db.selectFrom(BACKFILL)
                .where(sink.owns(BACKFILL.ACCOUNT_ID, BACKFILL.SINK_ID))
                .and(IdPlaces.isAfter(BACKFILL.ID, after))
                .orderBy(BACKFILL.ID.desc())
                .limit(limit)
                .fetch();
    }

    /// Where a backfill stands in the list: ids rise with time.
    static List<Long> place(BackfillRecord row) {
        return IdPlaces.of(row.getId());
    }

    /// Does something to a backfill that was not done to it yet.
    ///
    /// @throws ProblemException 409 if its status does not allow it, or that of its sink
    BackfillId apply(BackfillAction action, String id) {
        BackfillRecord found =
                db.selectFrom(BACKFILL)
                        .where(isMeant(id))
                        .fetchOptional()
                        .orElseThrow(Backfills::notFound);
        // The sink first, as whoever makes a backfill does.
        BackfillSink sink =
                BackfillSink.require(db, account, new SinkId(found.getSinkId()).toString());
        BackfillSink.Locked locked = sink.lock(db);
        if (action == BackfillAction.RESUME) {
            locked.requireEnabled();
        }
        BackfillRecord row =
                db.selectFrom(BACKFILL)
                        .where(isMeant(id))
                        .forUpdate()
                        .fetchOptional()
                        .orElseThrow(Backfills::notFound);
        boolean changed = action == BackfillAction.RESUME && retry(row, sink) > 0;
        if (!row.getStatus().equals(action.status())) {
            requirePossible(action, row.getStatus());
            save(row, action);
            changed = true;
        }
        if (changed) {
            BackfillInsert.announce(db, new DatabaseId(row.getDatabaseId()));
        }
        return new BackfillId(row.getId());
    }

    private static void requirePossible(BackfillAction action, String status) {
        if (!action.isPossible(status)) {
            throw ProblemException.of(
                    ProblemCode.WRONG_STATUS,
                    "The backfill is %s: there is nothing to %s.".formatted(status, action.word()));
        }
    }

    /// Has the tables that failed tried again. Meanwhile others may have begun to read them.
    private int retry(BackfillRecord row, BackfillSink sink) {
        if (row.getStatus().equals("failed")) {
            Unfinished.refuse(db, sink, unread(row));
        }
        return db.update(BACKFILL_TABLE)
                .set(BACKFILL_TABLE.STATE, "waiting")
                .setNull(BACKFILL_TABLE.CODE)
                .setNull(BACKFILL_TABLE.MESSAGE)
                .setNull(BACKFILL_TABLE.REMEDY)
                .setNull(BACKFILL_TABLE.SINCE)
                .where(tablesOf(row))
                .and(BACKFILL_TABLE.STATE.eq("failed"))
                .execute();
    }

    private List<TableName> unread(BackfillRecord row) {
        return db.selectFrom(BACKFILL_TABLE)
                .where(tablesOf(row))
                .and(BACKFILL_TABLE.STATE.ne("completed"))
                .fetch(table -> new TableName(table.getSchemaName(), table.getTableName()));
    }

    private void save(BackfillRecord row, BackfillAction action) {
        boolean ends = action == BackfillAction.CANCEL;
        db.update(BACKFILL)
                .set(BACKFILL.STATUS, action.status())
                .set(BACKFILL.ENDED_AT, ends ? DSL.currentInstant() : DSL.castNull(Instant.class))
                .where(BACKFILL.ACCOUNT_ID.eq(account.value()))
                .and(BACKFILL.ID.eq(row.getId()))
                .execute();
    }

    private Condition tablesOf(BackfillRecord row) {
        return BACKFILL_TABLE
                .ACCOUNT_ID
                .eq(account.value())
                .and(BACKFILL_TABLE.BACKFILL_ID.eq(row.getId()));
    }

    private Condition isMeant(String id) {
        UUID value = BackfillId.parse(id).orElseThrow(Backfills::notFound).value();
        return BACKFILL.ACCOUNT_ID.eq(account.value()).and(BACKFILL.ID.eq(value));
    }

    private static ProblemException notFound() {
        return ProblemException.of(ProblemCode.BACKFILL_NOT_FOUND);
    }
}
