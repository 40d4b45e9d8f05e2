package dev.rowhook.api.sink;

import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CONDITION;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_DELIVERY;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import dev.rowhook.api.sink.SinkAnswer.EndpointView;
import dev.rowhook.api.sink.SinkAnswer.Position;
import dev.rowhook.api.sink.SinkAnswer.State;
import dev.rowhook.core.AccountId;
import dev.rowhook.store.jooq.tables.records.SinkDeliveryRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What workers say of sinks.
final class SinkStates {
    private static final String BROKEN = "filter_broken";
    private static final int MOST_COUNTED = 10_000;

    private final DSLContext db;
    private final AccountId account;

    SinkStates(DSLContext db, AccountId account) {
        this.db = db;
        this.account = account;
    }

    /// @param row a sink with its cursor and its delivery, where it has them
    State of(Record row) {
        // The owner gives a sink its first position when all of its tables are streamed.
        Optional<Position> position = position(row);
        List<SinkAnswer.Condition> conditions = conditions(row.get(SINK.ID));
        return new State(
                row.get(SINK.STATUS),
                Optional.ofNullable(row.get(SINK.STATUS_REASON)),
                state(position.isPresent(), conditions),
                conditions,
                position,
                view(row.into(SINK_DELIVERY)));
    }

    private static String state(boolean placed, List<SinkAnswer.Condition> conditions) {
        if (conditions.stream().anyMatch(condition -> condition.code().equals(BROKEN))) {
            return "error";
        }
        return placed ? "active" : "starting";
    }

    private List<SinkAnswer.Condition> conditions(UUID sink) {
        return db.selectFrom(SINK_CONDITION)
                .where(SINK_CONDITION.ACCOUNT_ID.eq(account.value()))
                .and(SINK_CONDITION.SINK_ID.eq(sink))
                .orderBy(SINK_CONDITION.SINCE, SINK_CONDITION.CODE)
                .fetch(row ->
                        new SinkAnswer.Condition(
                                row.getCode(), row.getSince(), row.getMessage(), row.getRemedy()));
    }

    private Optional<Position> position(Record row) {
        UUID sink = row.get(SINK.ID);
        return Optional.ofNullable(row.get(SINK_CURSOR.MARK))
                .map(mark ->
                        new Position(
                                mark,
                                row.get(SINK_CURSOR.DELIVERED),
                                row.get(SINK_CURSOR.UNDECIDED),
                                row.get(SINK_CURSOR.ERASED),
                                count(sink, SINK_PENDING.DEAD_AT.isNull()),
                                count(sink, SINK_PENDING.DEAD_AT.isNotNull())));
    }

    private int count(UUID sink, Condition which) {
        return db.fetchCount(
                DSL.select(SINK_PENDING.SEQ)
                        .from(SINK_PENDING)
                        .where(SINK_PENDING.ACCOUNT_ID.eq(account.value()))
                        .and(SINK_PENDING.SINK_ID.eq(sink))
                        .and(which)
                        .limit(MOST_COUNTED));
    }

    private static Optional<EndpointView> view(SinkDeliveryRecord delivery) {
        return Optional.ofNullable(delivery.getBreaker())
                .map(breaker ->
                        new EndpointView(
                                breaker,
                                delivery.getSince(),
                                Optional.ofNullable(delivery.getProbeAt()),
                                delivery.getConcurrency(),
                                Optional.ofNullable(delivery.getLastCode()),
                                Optional.ofNullable(delivery.getLastStatus())));
    }
}
