package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_SKIP;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.Lsn;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.SinkSkipRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;

/// What a sink is not sent because it is disabled, or because the log is full, within a transaction
/// whose last statement is the fence.
public final class SinkSkips {
    /// The cause of what was given up because the log was full.
    public static final String LOG_FULL = "log_full";

    private final DSLContext tx;
    private final Lease lease;
    private final SinkId sink;

    public SinkSkips(DSLContext tx, Lease lease, SinkId sink) {
        this.tx = tx;
        this.lease = lease;
        this.sink = sink;
    }

    /// Whether a sink was not sent a change that it may have wanted, because it was disabled or
    /// because the log was full.
    ///
    /// @param db the worker's role, or that of the API for its own account
    public static boolean isSkipped(DSLContext db, AccountId account, SinkId sink, long seq) {
        return SinkSkip.around(db, account, sink, seq)
                .filter(skip -> skip.isSkipped(seq))
                .isPresent();
    }

    /// How many messages the sink was not sent at most; empty while it is disabled.
    public static Optional<Long> most(SinkSkipRecord skip) {
        return skip.getUntilSeq() == null
                ? Optional.empty()
                : Optional.of(SinkSkip.of(skip).most());
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
                .set(SINK_SKIP.ENDED_AT, now())
                .where(ofSink())
                .and(SINK_SKIP.UNTIL_SEQ.isNull())
                .execute();
    }

    /// What lies from one place to another is not sent but for what is `done` (rising), because the
    /// log is full. What follows such a stretch lengthens it.
    void giveUp(LogPoint from, LogPoint until, long[] done) {
        SinkSkipRecord skip = before(from.seq()).orElseGet(() -> begin(from));
        long[] all =
                LongStream.concat(
                                Arrays.stream(
                                        RisingSeqs.decode(skip.getFromSeq() - 1, skip.getDone())),
                                Arrays.stream(done))
                        .toArray();
        tx.update(SINK_SKIP)
                .set(SINK_SKIP.DONE, RisingSeqs.encode(skip.getFromSeq() - 1, all))
                .set(SINK_SKIP.UNTIL_SEQ, until.seq())
                .set(SINK_SKIP.UNTIL_LSN, until.lsn().map(Lsn::value).orElse(null))
                .set(SINK_SKIP.UNTIL_TIME, until.time().orElse(null))
                .set(SINK_SKIP.ENDED_AT, now())
                .where(ofSink())
                .and(SINK_SKIP.FROM_SEQ.eq(skip.getFromSeq()))
                .execute();
    }

    /// The stretch that ends before a seq, if the log was full there, too.
    private Optional<SinkSkipRecord> before(long seq) {
        return tx.selectFrom(SINK_SKIP)
                .where(ofSink())
                .and(SINK_SKIP.CAUSE.eq(LOG_FULL))
                .and(SINK_SKIP.UNTIL_SEQ.eq(seq - 1))
                .fetchOptional();
    }

    /// A stretch that has nothing yet.
    private SinkSkipRecord begin(LogPoint from) {
        SinkSkipRecord skip = new SinkSkipRecord();
        skip.setAccountId(lease.account().value());
        skip.setSinkId(sink.value());
        skip.setCause(LOG_FULL);
        skip.setFromSeq(from.seq());
        skip.setUntilSeq(from.seq() - 1);
        skip.setFromLsn(from.lsn().map(Lsn::value).orElse(null));
        skip.setFromTime(from.time().orElse(null));
        skip.setDone(new byte[0]);
        tx.insertInto(SINK_SKIP).set(skip).set(SINK_SKIP.ENDED_AT, now()).execute();
        return skip;
    }

    /// From this seq on all is sent again.
    public void forgetFrom(long seq) {
        tx.deleteFrom(SINK_SKIP).where(ofSink()).and(SINK_SKIP.FROM_SEQ.ge(seq)).execute();
        tx.update(SINK_SKIP)
                .set(SINK_SKIP.UNTIL_SEQ, seq - 1)
                .setNull(SINK_SKIP.UNTIL_LSN)
                .setNull(SINK_SKIP.UNTIL_TIME)
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
        return DSL.field("now()", SINK_SKIP.ENDED_AT.getDataType());
    }
}
