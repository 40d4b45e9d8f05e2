package dev.rowhook.dispatcher.attempt;

import static dev.rowhook.store.jooq.Tables.DELIVERY_ATTEMPT;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_HOUR;
import static dev.rowhook.store.jooq.Tables.SINK_MINUTE;

import dev.rowhook.store.Batches;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.ToIntFunction;

/// Deletes attempts that are older than their sink keeps them, and counts of hours that began more
/// than 90 days ago.
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
        // Whole hours, so that minutes and hours have the same counts.
        Instant counted = now.minus(COUNTS).truncatedTo(ChronoUnit.HOURS);
        for (SinkRecord sink : worker.selectFrom(SINK).orderBy(SINK.ACCOUNT_ID, SINK.ID).fetch()) {
            deleted += repeat(tx -> deleteAttempts(tx, sink, now));
            deleted += repeat(tx -> deleteCounts(tx, sink, counted));
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

    private int deleteCounts(DSLContext tx, SinkRecord sink, Instant before) {
        Condition minutes =
                SINK_MINUTE
                        .ACCOUNT_ID
                        .eq(sink.getAccountId())
                        .and(SINK_MINUTE.SINK_ID.eq(sink.getId()));
        Condition hours =
                SINK_HOUR
                        .ACCOUNT_ID
                        .eq(sink.getAccountId())
                        .and(SINK_HOUR.SINK_ID.eq(sink.getId()));
        return deleteCounts(tx, SINK_MINUTE, minutes, SINK_MINUTE.MINUTE, SINK_MINUTE.CODE, before)
                + deleteCounts(tx, SINK_HOUR, hours, SINK_HOUR.HOUR, SINK_HOUR.CODE, before);
    }

    private int deleteCounts(
            DSLContext tx,
            Table<?> counts,
            Condition ofSink,
            Field<Instant> begin,
            Field<String> code,
            Instant before) {
        return tx.deleteFrom(counts)
                .where(ofSink)
                .and(
                        DSL.row(begin, code)
                                .in(
                                        DSL.select(begin, code)
                                                .from(counts)
                                                .where(ofSink)
                                                .and(begin.lt(before))
                                                .orderBy(begin)
                                                .limit(batch)))
                .execute();
    }
}
