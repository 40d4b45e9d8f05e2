package dev.rowhook.dispatcher.pending;

import static dev.rowhook.store.jooq.Tables.SINK_DISCARD;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;

import java.time.Instant;
import java.util.UUID;

/// What stays on record of pending messages that are about to be deleted.
///
/// @param rowHash by which the row is named, if it is
/// @param order that asked for it, if one did
record DiscardNotes(
        Field<Long> rowHash, Field<String> reason, Field<Instant> diedAt, Field<UUID> order) {

    /// Writes it, of what is not on record yet.
    void write(DSLContext tx, Condition which) {
        tx.insertInto(
                        SINK_DISCARD,
                        SINK_DISCARD.ACCOUNT_ID,
                        SINK_DISCARD.SINK_ID,
                        SINK_DISCARD.SEQ,
                        SINK_DISCARD.RELATION,
                        SINK_DISCARD.INCARNATION,
                        SINK_DISCARD.COMMIT_LSN,
                        SINK_DISCARD.COMMIT_INDEX,
                        SINK_DISCARD.ROW_HASH,
                        SINK_DISCARD.REASON,
                        SINK_DISCARD.ATTEMPTS,
                        SINK_DISCARD.DIED_AT,
                        SINK_DISCARD.ORDER_ID)
                .select(
                        tx.select(
                                        SINK_PENDING.ACCOUNT_ID,
                                        SINK_PENDING.SINK_ID,
                                        SINK_PENDING.SEQ,
                                        SINK_PENDING.RELATION,
                                        SINK_PENDING.INCARNATION,
                                        SINK_PENDING.COMMIT_LSN,
                                        SINK_PENDING.COMMIT_INDEX,
                                        rowHash,
                                        reason,
                                        SINK_PENDING.ATTEMPTS,
                                        diedAt,
                                        order)
                                .from(SINK_PENDING)
                                .where(which))
                .onConflictDoNothing()
                .execute();
    }
}
