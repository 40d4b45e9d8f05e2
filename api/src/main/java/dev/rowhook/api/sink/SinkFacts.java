package dev.rowhook.api.sink;

import static dev.rowhook.store.jooq.Tables.DATABASE_CONDITION;
import static dev.rowhook.store.jooq.Tables.DELIVERY_ATTEMPT;
import static dev.rowhook.store.jooq.Tables.SINK_MINUTE;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import dev.rowhook.api.sink.SinkHealthAnswer.LastDelivery;
import dev.rowhook.api.sink.SinkHealthAnswer.Rates;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.AttemptId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What our Postgres knows of a sink's deliveries at one time.
///
/// @param oldestPending when the oldest change was committed whose message failed and is tried
///   again, or waits for one
/// @param sourceTold whether anything is told of its database
record SinkFacts(
        Optional<Instant> oldestPending,
        Rates rates,
        Optional<LastDelivery> lastDelivery,
        boolean sourceTold) {
    private static final int MINUTES = 5;
    private static final String OK = "ok";

    static SinkFacts read(
            DSLContext db, AccountId account, DatabaseId database, SinkId sink, Instant now) {
        return new SinkFacts(
                oldestPending(db, account, sink),
                rates(db, account, sink, now),
                last(db, account, sink),
                db.fetchExists(
                        DATABASE_CONDITION,
                        DATABASE_CONDITION.ACCOUNT_ID.eq(account.value()),
                        DATABASE_CONDITION.DATABASE_ID.eq(database.value())));
    }

    private static Optional<Instant> oldestPending(DSLContext db, AccountId account, SinkId sink) {
        @Nullable Long micros =
                db.select(SINK_PENDING.COMMITTED_AT)
                        .from(SINK_PENDING)
                        .where(SINK_PENDING.ACCOUNT_ID.eq(account.value()))
                        .and(SINK_PENDING.SINK_ID.eq(sink.value()))
                        .and(SINK_PENDING.DEAD_AT.isNull())
                        .orderBy(SINK_PENDING.SEQ)
                        .limit(1)
                        .fetchOne(SINK_PENDING.COMMITTED_AT);
        return Optional.ofNullable(micros)
                .map(known -> Instant.EPOCH.plus(known, ChronoUnit.MICROS));
    }

    /// The minute that is not over yet, and the four before it.
    private static Rates rates(DSLContext db, AccountId account, SinkId sink, Instant now) {
        Instant from = now.truncatedTo(ChronoUnit.MINUTES).minus(MINUTES - 1L, ChronoUnit.MINUTES);
        double seconds = Math.max(1, Duration.between(from, now).toMillis() / 1000.0);
        return db.select(
                        sum(SINK_MINUTE.REQUESTS, DSL.noCondition()),
                        sum(SINK_MINUTE.REQUESTS, SINK_MINUTE.CODE.ne(OK)),
                        sum(SINK_MINUTE.MESSAGES, SINK_MINUTE.CODE.eq(OK)))
                .from(SINK_MINUTE)
                .where(SINK_MINUTE.ACCOUNT_ID.eq(account.value()))
                .and(SINK_MINUTE.SINK_ID.eq(sink.value()))
                .and(SINK_MINUTE.MINUTE.ge(from))
                .fetchSingle(row ->
                        new Rates(
                                from,
                                rate(row.value1(), seconds),
                                rate(row.value2(), seconds),
                                rate(row.value3(), seconds)));
    }

    private static Field<BigDecimal> sum(Field<Long> counts, Condition which) {
        return DSL.coalesce(DSL.sum(counts).filterWhere(which), DSL.inline(BigDecimal.ZERO));
    }

    private static double rate(BigDecimal count, double seconds) {
        return Math.round(count.doubleValue() / seconds * 1000) / 1000.0;
    }

    private static Optional<LastDelivery> last(DSLContext db, AccountId account, SinkId sink) {
        return db.select(
                        DELIVERY_ATTEMPT.ID,
                        DELIVERY_ATTEMPT.AT,
                        DELIVERY_ATTEMPT.ACCEPTED,
                        DELIVERY_ATTEMPT.CODE,
                        DELIVERY_ATTEMPT.STATUS)
                .from(DELIVERY_ATTEMPT)
                .where(DELIVERY_ATTEMPT.ACCOUNT_ID.eq(account.value()))
                .and(DELIVERY_ATTEMPT.SINK_ID.eq(sink.value()))
                .orderBy(DELIVERY_ATTEMPT.AT.desc(), DELIVERY_ATTEMPT.ID.desc())
                .limit(1)
                .fetchOptional(row ->
                        new LastDelivery(
                                new AttemptId(row.value1()).toString(),
                                row.value2(),
                                row.value3(),
                                row.value4(),
                                Optional.ofNullable(row.value5())));
    }
}
