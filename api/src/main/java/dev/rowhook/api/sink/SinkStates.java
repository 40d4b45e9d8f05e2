package dev.rowhook.api.sink;

import static dev.rowhook.store.jooq.Tables.SINK;
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

import java.util.Optional;
import java.util.UUID;

/// What workers say of sinks.
final class SinkStates {
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
        return new State(
                row.get(SINK.STATUS),
                Optional.ofNullable(row.get(SINK.STATUS_REASON)),
                position.isPresent() ? "active" : "starting",
                position,
                view(row.into(SINK_DELIVERY)));
    }

    private Optional<Position> position(Record row) {
        UUID sink = row.get(SINK.ID);
        return Optional.ofNullable(row.get(SINK_CURSOR.MARK))
                .map(mark ->
                        new Position(
                                mark,
                                row.get(SINK_CURSOR.DELIVERED),
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
