package dev.rowhook.api.backfill;

import static dev.rowhook.store.jooq.Tables.BACKFILL;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Ends the backfills of a sink that is disabled: what they would read is not kept.
public final class CancelledBackfills {
    private CancelledBackfills() {}

    /// Cancels those that are not finished, in the transaction that disables the sink and has
    /// locked it.
    public static void ofSink(DSLContext db, AccountId account, SinkId sink) {
        db
                .update(BACKFILL)
                .set(BACKFILL.STATUS, BackfillAction.CANCEL.status())
                .set(BACKFILL.ENDED_AT, DSL.currentInstant())
                .where(BACKFILL.ACCOUNT_ID.eq(account.value()))
                .and(BACKFILL.SINK_ID.eq(sink.value()))
                .and(BACKFILL.STATUS.in(Unfinished.STATUSES))
                .returningResult(BACKFILL.DATABASE_ID)
                .fetch()
                .stream()
                .findFirst()
                .ifPresent(row -> BackfillInsert.announce(db, new DatabaseId(row.value1())));
    }
}
