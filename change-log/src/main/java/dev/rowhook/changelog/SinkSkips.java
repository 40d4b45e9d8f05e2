package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_SKIP;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

import java.time.Instant;

/// What a sink is not sent because it is disabled, within a transaction whose last statement is the
/// fence.
public final class SinkSkips {
    private final DSLContext tx;
    private final Lease lease;
    private final SinkId sink;

    public SinkSkips(DSLContext tx, Lease lease, SinkId sink) {
        this.tx = tx;
        this.lease = lease;
        this.sink = sink;
    }

    /// Whether a sink was not sent a change that it may have wanted, because it was disabled.
    ///
    /// @param db the worker's role, or that of the API for its own account
    public static boolean isSkipped(DSLContext db, AccountId account, SinkId sink, long seq) {
        return SinkSkip.around(db, account, sink, seq)
                .filter(skip -> skip.isSkipped(seq))
                .isPresent();
    }

    /// From the sink's mark on nothing is sent that is not done.
    void begin() {
        tx.insertInto(
                        SINK_SKIP,
                        SINK_SKIP.ACCOUNT_ID,
                        SINK_SKIP.SINK_ID,
                        SINK_SKIP.FROM_SEQ,
                        SINK_SKIP.DONE)
                .select(
                        tx.select(
                                        SINK_CURSOR.ACCOUNT_ID,
                                        SINK_CURSOR.SINK_ID,
                                        SINK_CURSOR.MARK.plus(1),
                                        SINK_CURSOR.DONE)
                                .from(SINK_CURSOR)
                                .where(SINK_CURSOR.ACCOUNT_ID.eq(lease.account().value()))
                                .and(SINK_CURSOR.SINK_ID.eq(sink.value())))
                .execute();
    }

    /// The sink goes on with this seq. If nothing was skipped, nothing stays on record.
    void end(long seq) {
        tx.deleteFrom(SINK_SKIP)
                .where(ofSink())
                .and(SINK_SKIP.UNTIL_SEQ.isNull())
                .and(SINK_SKIP.FROM_SEQ.ge(seq))
                .execute();
        tx.update(SINK_SKIP)
                .set(SINK_SKIP.UNTIL_SEQ, seq - 1)
                .set(SINK_SKIP.RESUMED_AT, now())
                .where(ofSink())
                .and(SINK_SKIP.UNTIL_SEQ.isNull())
                .execute();
    }

    /// From this seq on all is sent again.
    public void forgetFrom(long seq) {
        tx.deleteFrom(SINK_SKIP).where(ofSink()).and(SINK_SKIP.FROM_SEQ.ge(seq)).execute();
        tx.update(SINK_SKIP)
                .set(SINK_SKIP.UNTIL_SEQ, seq - 1)
                .where(ofSink())
                .and(SINK_SKIP.UNTIL_SEQ.ge(seq))
                .execute();
    }

    private Condition ofSink() {
        return SINK_SKIP
                .ACCOUNT_ID
                .eq(lease.account().value())
                .and(SINK_SKIP.SINK_ID.eq(sink.value()));
    }

    private static Field<Instant> now() {
        return DSL.field("now()", SINK_SKIP.RESUMED_AT.getDataType());
    }
}
