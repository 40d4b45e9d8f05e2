package dev.rowhook.dispatcher.pending;

import static dev.rowhook.store.jooq.Tables.SINK_DISCARD;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.util.List;
import java.util.UUID;

/// Drops the messages of a sink that failed and those that wait behind them, but no dead letter.
/// What is left of each is a discard of reason `sink_disabled`. Immutable.
public final class PendingDrop {
    /// Why a message is gone that was pending when its sink was disabled.
    public static final String REASON = "sink_disabled";

    private static final int CHUNK = 5_000;

    private final Condition pending;

    PendingDrop(Condition ofSink) {
        this.pending = ofSink.and(SINK_PENDING.DEAD_AT.isNull());
    }

    /// Drops a bounded part within a transaction whose last statement is the fence.
    ///
    /// @return whether there was something to drop
    public boolean next(DSLContext tx) {
        List<Long> seqs =
                tx.select(SINK_PENDING.SEQ)
                        .from(SINK_PENDING)
                        .where(pending)
                        .orderBy(SINK_PENDING.SEQ)
                        .limit(CHUNK)
                        .fetch(SINK_PENDING.SEQ);
        if (seqs.isEmpty()) {
            return false;
        }
        Condition these = pending.and(SINK_PENDING.SEQ.eq(DSL.any(seqs.toArray(Long[]::new))));
        new DiscardNotes(
                        SINK_PENDING.ROW_HASH,
                        DSL.val(REASON),
                        DSL.field("now()", SINK_DISCARD.DIED_AT.getDataType()),
                        DSL.val((UUID) null, SINK_DISCARD.ORDER_ID))
                .write(tx, these);
        tx.deleteFrom(SINK_PENDING).where(these).execute();
        return true;
    }
}
