package dev.rowhook.api.sink;

import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CONDITION;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_DELIVERY;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;
import static dev.rowhook.store.jooq.Tables.SINK_SKIP;

import dev.rowhook.api.sink.SinkAnswer.EndpointView;
import dev.rowhook.api.sink.SinkAnswer.Position;
import dev.rowhook.api.sink.SinkAnswer.State;
import dev.rowhook.core.AccountId;
import dev.rowhook.store.jooq.tables.records.SinkDeliveryRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What workers say of sinks.
final class SinkStates {
    private static final String BROKEN = "filter_broken";
    private static final int MOST_COUNTED = 10_000;

    /// How many messages of a sink failed, or wait behind one that failed.
    private static final Field<Integer> PENDING = count("pending", SINK_PENDING.DEAD_AT.isNull());

    private static final Field<Integer> DEAD = count("dead", SINK_PENDING.DEAD_AT.isNotNull());

    private final Map<UUID, List<SinkAnswer.Condition>> conditions;
    private final Map<UUID, SkippedRange> skipped;

    private SinkStates(
            Map<UUID, List<SinkAnswer.Condition>> conditions, Map<UUID, SkippedRange> skipped) {
        this.conditions = conditions;
        this.skipped = skipped;
    }

    /// What is told of the sinks that a condition picks.
    static SinkStates of(DSLContext db, AccountId account, Condition which) {
        return new SinkStates(conditions(db, account, which), skipped(db, account, which));
    }

    private static Map<UUID, List<SinkAnswer.Condition>> conditions(
            DSLContext db, AccountId account, Condition which) {
        return db.select(SINK_CONDITION.fields())
                .from(SINK_CONDITION)
                .join(SINK)
                .on(SINK.ACCOUNT_ID.eq(SINK_CONDITION.ACCOUNT_ID))
                .and(SINK.ID.eq(SINK_CONDITION.SINK_ID))
                .where(SINK_CONDITION.ACCOUNT_ID.eq(account.value()))
                .and(which)
                .orderBy(SINK_CONDITION.SINCE, SINK_CONDITION.CODE)
                .fetchInto(SINK_CONDITION)
                .intoGroups(
                        SINK_CONDITION.SINK_ID,
                        row ->
                                new SinkAnswer.Condition(
                                        row.get(SINK_CONDITION.CODE),
                                        row.get(SINK_CONDITION.SINCE),
                                        row.get(SINK_CONDITION.MESSAGE),
                                        row.get(SINK_CONDITION.REMEDY)));
    }

    /// The last one of each sink.
    private static Map<UUID, SkippedRange> skipped(
            DSLContext db, AccountId account, Condition which) {
        return db.select(SINK_SKIP.fields())
                .distinctOn(SINK_SKIP.SINK_ID)
                .from(SINK_SKIP)
                .join(SINK)
                .on(SINK.ACCOUNT_ID.eq(SINK_SKIP.ACCOUNT_ID))
                .and(SINK.ID.eq(SINK_SKIP.SINK_ID))
                .where(SINK_SKIP.ACCOUNT_ID.eq(account.value()))
                .and(which)
                .orderBy(SINK_SKIP.SINK_ID, SINK_SKIP.FROM_SEQ.desc())
                .fetchInto(SINK_SKIP)
                .intoMap(SINK_SKIP.SINK_ID, SkippedRange::of);
    }

    /// What a query of sinks has to select besides their rows, cursors and deliveries.
    static List<Field<?>> fields() {
        return List.of(PENDING, DEAD);
    }

    private static Field<Integer> count(String name, Condition which) {
        return DSL.field(
                        DSL.selectCount()
                                .from(
                                        DSL.selectOne()
                                                .from(SINK_PENDING)
                                                .where(SINK_PENDING.ACCOUNT_ID.eq(SINK.ACCOUNT_ID))
                                                .and(SINK_PENDING.SINK_ID.eq(SINK.ID))
                                                .and(which)
                                                .limit(MOST_COUNTED)))
                .as(name);
    }

    /// @param row a sink with its cursor and its delivery, where it has them
    State of(Record row) {
        // The owner gives a sink its first position when all of its tables are streamed.
        Optional<Position> position = position(row);
        List<SinkAnswer.Condition> told = conditions.getOrDefault(row.get(SINK.ID), List.of());
        return new State(
                row.get(SINK.STATUS),
                Optional.ofNullable(row.get(SINK.STATUS_REASON)),
                state(position.isPresent(), told),
                told,
                position,
                Optional.ofNullable(skipped.get(row.get(SINK.ID))),
                view(row.into(SINK_DELIVERY)));
    }

    private static String state(boolean placed, List<SinkAnswer.Condition> told) {
        if (told.stream().anyMatch(condition -> condition.code().equals(BROKEN))) {
            return "error";
        }
        return placed ? "active" : "starting";
    }

    private static Optional<Position> position(Record row) {
        return Optional.ofNullable(row.get(SINK_CURSOR.MARK))
                .map(mark ->
                        new Position(
                                mark,
                                row.get(SINK_CURSOR.DELIVERED),
                                row.get(SINK_CURSOR.UNDECIDED),
                                row.get(SINK_CURSOR.ERASED),
                                row.get(PENDING),
                                row.get(DEAD)));
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
