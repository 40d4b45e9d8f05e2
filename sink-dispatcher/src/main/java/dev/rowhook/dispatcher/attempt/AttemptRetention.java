package dev.rowhook.dispatcher.attempt;

import static dev.rowhook.store.jooq.Tables.DELIVERY_ATTEMPT;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_MINUTE;

import dev.rowhook.store.Batches;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToIntFunction;

/// Deletes attempts that are older than their sink keeps them, and counts older than 90 days.
///
/// In batches, each a transaction of its own, and on one node at a time: where another one is at
/// it, this one leaves it to it. Thread-safe.
public final class AttemptRetention {
    private static final Duration COUNTS = Duration.ofDays(90);
    private static final long LOCK = 0x726f_7768_6b61_7474L;

    private final DSLContext worker;
    private final Clock clock;
    private final int batch;

    public AttemptRetention(DSLContext worker, Clock clock) {
        this(worker, clock, 5_000);
    }

    AttemptRetention(DSLContext worker, Clock clock, int batch) {
        this.worker = worker;
        this.clock = clock;
        this.batch = batch;
    }

    /// Deletes all that is too old by now.
    ///
    /// @return how many rows were deleted
    /// @throws InterruptedException if it was interrupted between two batches
    public long run() throws InterruptedException {
        long deleted = 0;
        Instant now = clock.instant();
        for (SinkRecord sink : worker.selectFrom(SINK).orderBy(SINK.ACCOUNT_ID, SINK.ID).fetch()) {
            deleted += repeat(tx -> deleteAttempts(tx, sink, now));
            deleted += repeat(tx -> deleteCounts(tx, sink, now));
        }
        return deleted;
    }

    private long repeat(ToIntFunction<DSLContext> delete) throws InterruptedException {
        return Batches.repeat(batch, () -> alone(delete));
    }

    /// None if another node is at it.
    private int alone(ToIntFunction<DSLContext> delete) {
        return worker.transactionResult(tx -> {
            boolean locked =
                    tx.dsl()
                            .select(
                                    DSL.function(
                                            "pg_try_advisory_xact_lock",
                                            Boolean.class,
                                            DSL.val(LOCK)))
                            .fetchSingle()
                            .value1();
            return locked ? delete.applyAsInt(tx.dsl()) : 0;
        });
    }

    private int deleteAttempts(DSLContext tx, SinkRecord sink, Instant now) {
        Condition ofSink =
                DELIVERY_ATTEMPT
                        .ACCOUNT_ID
                        .eq(sink.getAccountId())
                        .and(DELIVERY_ATTEMPT.SINK_ID.eq(sink.getId()));
        return tx.deleteFrom(DELIVERY_ATTEMPT)
                .where(ofSink)
                .and(
                        DELIVERY_ATTEMPT.ID.in(
                                DSL.select(DELIVERY_ATTEMPT.ID)
                                        .from(DELIVERY_ATTEMPT)
                                        .where(ofSink)
                                        .and(
                                                DELIVERY_ATTEMPT.AT.lt(
                                                        now.minus(sink.getAttemptRetention())))
                                        .orderBy(DELIVERY_ATTEMPT.AT)
                                        .limit(batch)))
                .execute();
    }

    private int deleteCounts(DSLContext tx, SinkRecord sink, Instant now) {
        Condition ofSink =
                SINK_MINUTE
                        .ACCOUNT_ID
                        .eq(sink.getAccountId())
                        .and(SINK_MINUTE.SINK_ID.eq(sink.getId()));
        return tx.deleteFrom(SINK_MINUTE)
                .where(ofSink)
                .and(
                        DSL.row(SINK_MINUTE.MINUTE, SINK_MINUTE.CODE)
                                .in(
                                        DSL.select(SINK_MINUTE.MINUTE, SINK_MINUTE.CODE)
                                                .from(SINK_MINUTE)
                                                .where(ofSink)
                                                .and(SINK_MINUTE.MINUTE.lt(now.minus(COUNTS)))
                                                .orderBy(SINK_MINUTE.MINUTE)
                                                .limit(batch)))
                .execute();
    }
}
