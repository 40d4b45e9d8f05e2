package dev.rowhook.api.delivery.deadletter;

import static dev.rowhook.store.jooq.Tables.SINK_ORDER;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import dev.rowhook.api.auth.Actor;
import dev.rowhook.api.database.Settings;
import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.paging.IdPlaces;
import dev.rowhook.core.OrderId;
import dev.rowhook.store.jooq.tables.SinkPending;
import dev.rowhook.store.jooq.tables.records.SinkOrderRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record4;
import org.jooq.impl.DSL;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The orders about one sink's dead letters. Its owner carries them out.
final class Orders {
    private static final int MAX_WAITING = 10_000;

    private final DSLContext db;
    private final DeliverySink sink;

    Orders(DSLContext db, DeliverySink sink) {
        this.db = db;
        this.sink = sink;
    }

    /// Writes an order, and tells the owner once the transaction is committed.
    OrderId give(OrderRequest request, Actor by) {
        // The owner looks at what has a new version; and locks the database's row first.
        Settings.nextVersion(db, sink.account(), sink.database());
        OrderId id = OrderId.create();
        SinkOrderRecord order = db.newRecord(SINK_ORDER);
        order.setAccountId(sink.account().value());
        order.setId(id.value());
        order.setSinkId(sink.id().value());
        order.setAction(request.action().word());
        order.setRequestedBy(by.id());
        request.selection().writeTo(order, db, sink);
        order.insert();
        return id;
    }

    Optional<SinkOrderRecord> find(OrderId id) {
        return db.selectFrom(SINK_ORDER)
                .where(ofSink())
                .and(SINK_ORDER.ID.eq(id.value()))
                .fetchOptional();
    }

    /// The last ones that were given.
    List<SinkOrderRecord> newest(Optional<List<Long>> after, int limit) {
        return db.selectFrom(SINK_ORDER)
                .where(ofSink())
                .and(IdPlaces.isAfter(SINK_ORDER.ID, after))
                .orderBy(SINK_ORDER.ID.desc())
                .limit(limit)
                .fetch();
    }

    /// Where an order stands in the list: ids rise with time.
    static List<Long> place(SinkOrderRecord row) {
        return IdPlaces.of(row.getId());
    }

    /// What an order would be about if it were given now.
    OrderPlan plan(Selection selection) {
        Condition meant =
                sink.owns(SINK_PENDING.ACCOUNT_ID, SINK_PENDING.SINK_ID)
                        .and(SINK_PENDING.DEAD_AT.isNotNull())
                        .and(selection.condition(db, sink));
        Record4<Integer, Integer, Instant, Instant> sum =
                db.select(
                                DSL.count(),
                                DSL.countDistinct(SINK_PENDING.GROUP_A),
                                DSL.min(SINK_PENDING.DEAD_AT),
                                DSL.max(SINK_PENDING.DEAD_AT))
                        .from(SINK_PENDING)
                        .where(meant)
                        .fetchSingle();
        return new OrderPlan(
                sum.value1(),
                sum.value2(),
                Optional.ofNullable(sum.value3()),
                Optional.ofNullable(sum.value4()),
                waiting(meant));
    }

    private int waiting(Condition meant) {
        SinkPending behind = SINK_PENDING.as("behind");
        return db.fetchCount(
                DSL.select(behind.SEQ)
                        .from(behind)
                        .where(sink.owns(behind.ACCOUNT_ID, behind.SINK_ID))
                        .and(behind.HOLDS)
                        .and(behind.DEAD_AT.isNull())
                        .and(
                                DSL.exists(
                                        DSL.selectOne()
                                                .from(SINK_PENDING)
                                                .where(meant)
                                                .and(SINK_PENDING.HOLDS)
                                                .and(SINK_PENDING.SEQ.lt(behind.SEQ))
                                                .and(
                                                        SINK_PENDING
                                                                .GROUP_A
                                                                .in(behind.GROUP_A, behind.GROUP_B)
                                                                .or(
                                                                        SINK_PENDING.GROUP_B.in(
                                                                                behind.GROUP_A,
                                                                                behind.GROUP_B)))))
                        .limit(MAX_WAITING));
    }

    private Condition ofSink() {
        return sink.owns(SINK_ORDER.ACCOUNT_ID, SINK_ORDER.SINK_ID);
    }
}
