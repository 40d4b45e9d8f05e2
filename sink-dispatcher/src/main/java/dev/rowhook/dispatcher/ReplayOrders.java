package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_DISCARD;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;
import static dev.rowhook.store.jooq.Tables.SINK_REPLAY;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.LogPlace;
import dev.rowhook.changelog.LogPlaces;
import dev.rowhook.changelog.SinkCoverage;
import dev.rowhook.changelog.SinkCursors;
import dev.rowhook.changelog.SinkSkips;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.SinkCursorRecord;
import dev.rowhook.store.jooq.tables.records.SinkReplayRecord;

import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.Optional;

/// Sets sinks back to where people want them sent again from, while no worker of theirs runs.
///
/// All that belongs to it is one transaction under the sink's fence, and the order is done in it:
/// it is carried out once. Thread-safe.
final class ReplayOrders {
    private static final Logger log = LoggerFactory.getLogger(ReplayOrders.class);
    private static final String TOO_EARLY = "replay_too_early";

    private final DSLContext worker;
    private final SinkCursors cursors;
    private final Lease lease;

    ReplayOrders(DSLContext worker, SinkCursors cursors, Lease lease) {
        this.worker = worker;
        this.cursors = cursors;
        this.lease = lease;
    }

    /// Carries out all orders of a sink, in the order in which they were given. They wait while the
    /// reader has not acknowledged what the sink wants now: where that is tagged is not known yet.
    ///
    /// @throws dev.rowhook.changelog.LeaseLostException if another owner took the database
    void carryOut(SinkId sink) {
        boolean more = true;
        while (more) {
            more = worker.transactionResult(tx -> next(tx.dsl(), sink));
        }
    }

    private boolean next(DSLContext tx, SinkId sink) {
        // Before the cursor, as whoever drops segments does.
        LogPlaces places = new LogPlaces(tx, lease.account(), lease.database());
        places.keep();
        Optional<SinkReplayRecord> order = oldest(tx, sink);
        SinkCursorRecord cursor = cursor(tx, sink);
        SinkCoverage coverage = SinkCoverage.read(tx, lease.account(), lease.database(), sink);
        if (order.isEmpty() || coverage.tagged().isEmpty()) {
            return false;
        }
        long wanted = order.get().getWantedSeq();
        switch (places.find(new LogPlace.Seq(wanted), coverage.either())) {
            case LogPlaces.Answer.Found _, LogPlaces.Answer.Beyond _ ->
                    setBack(tx, order.get(), cursor);
            case LogPlaces.Answer.TooEarly _ -> refuse(tx, order.get());
        }
        cursors.announce(tx, lease);
        cursors.fence(tx, lease, sink);
        return true;
    }

    private Optional<SinkReplayRecord> oldest(DSLContext tx, SinkId sink) {
        return tx.selectFrom(SINK_REPLAY)
                .where(SINK_REPLAY.ACCOUNT_ID.eq(lease.account().value()))
                .and(SINK_REPLAY.SINK_ID.eq(sink.value()))
                .and(SINK_REPLAY.DONE_AT.isNull())
                .orderBy(SINK_REPLAY.CREATED_AT, SINK_REPLAY.ID)
                .limit(1)
                .forUpdate()
                .fetchOptional();
    }

    private SinkCursorRecord cursor(DSLContext tx, SinkId sink) {
        return tx.selectFrom(SINK_CURSOR)
                .where(SINK_CURSOR.ACCOUNT_ID.eq(lease.account().value()))
                .and(SINK_CURSOR.SINK_ID.eq(sink.value()))
                .forUpdate()
                .fetchSingle();
    }

    /// What lies between the sink's mark and the place that is wanted is not done, and is sent with
    /// the rest.
    private void setBack(DSLContext tx, SinkReplayRecord order, SinkCursorRecord cursor) {
        long wanted = order.getWantedSeq();
        long from = Math.min(wanted, cursor.getMark() + 1);
        long until = lastSeq(tx);
        int run = cursor.getReplayRun() + 1;
        cursor.setMark(from - 1);
        cursor.setDone(new byte[0]);
        cursor.setStartSeq(Math.min(from, cursor.getStartSeq()));
        cursor.setReplayRun(run);
        if (wanted < cursor.getMatchedSeq()) {
            cursor.setTagsFrom(cursor.getMatchedSeq());
        }
        cursor.update();
        forget(tx, cursor, from);
        order.setRun(run);
        order.setFromSeq(from);
        order.setUntilSeq(until);
        conclude(tx, order);
        log.atInfo()
                .addKeyValue("sink", new SinkId(cursor.getSinkId()))
                .addKeyValue("run", run)
                .addKeyValue("seq", from)
                .addKeyValue("until", until)
                .log("sink set back");
    }

    private static void refuse(DSLContext tx, SinkReplayRecord order) {
        order.setRefused(TOO_EARLY);
        conclude(tx, order);
        log.atWarn()
                .addKeyValue("sink", new SinkId(order.getSinkId()))
                .addKeyValue("seq", order.getWantedSeq())
                .log("replay refused, the log does not have all of it any more");
    }

    private static void conclude(DSLContext tx, SinkReplayRecord order) {
        tx.update(SINK_REPLAY)
                .set(order)
                .set(SINK_REPLAY.DONE_AT, now())
                .where(SINK_REPLAY.ACCOUNT_ID.eq(order.getAccountId()))
                .and(SINK_REPLAY.ID.eq(order.getId()))
                .execute();
    }

    /// The last seq of the log.
    private long lastSeq(DSLContext tx) {
        return tx.select(LOG_POSITION.NEXT_SEQ)
                        .from(LOG_POSITION)
                        .where(LOG_POSITION.ACCOUNT_ID.eq(lease.account().value()))
                        .and(LOG_POSITION.DATABASE_ID.eq(lease.database().value()))
                        .fetchSingle()
                        .value1()
                - 1;
    }

    /// What was pending, dead, given up or skipped from there on is sent with the rest.
    private void forget(DSLContext tx, SinkCursorRecord cursor, long from) {
        tx.deleteFrom(SINK_PENDING)
                .where(SINK_PENDING.ACCOUNT_ID.eq(cursor.getAccountId()))
                .and(SINK_PENDING.SINK_ID.eq(cursor.getSinkId()))
                .and(SINK_PENDING.SEQ.ge(from))
                .execute();
        tx.deleteFrom(SINK_DISCARD)
                .where(SINK_DISCARD.ACCOUNT_ID.eq(cursor.getAccountId()))
                .and(SINK_DISCARD.SINK_ID.eq(cursor.getSinkId()))
                .and(SINK_DISCARD.SEQ.ge(from))
                .execute();
        new SinkSkips(tx, lease, new SinkId(cursor.getSinkId())).forgetFrom(from);
    }

    private static Field<Instant> now() {
        return DSL.field("now()", SINK_REPLAY.DONE_AT.getDataType());
    }
}
