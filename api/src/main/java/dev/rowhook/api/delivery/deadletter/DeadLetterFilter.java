package dev.rowhook.api.delivery.deadletter;

import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.RowKey;
import dev.rowhook.api.paging.TimeRange;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.store.jooq.tables.records.SinkOrderRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.util.Optional;
import java.util.function.Supplier;

/// Which dead letters are meant: each part that is there narrows it.
record DeadLetterFilter(Optional<String> reason, RowKey row, TimeRange died) {
    private static final String[] REASONS = {
        "retries_exhausted",
        "status_discarded",
        "receiver_aborted",
        "undecodable",
        "too_large",
        "filter_failed"
    };

    static Supplier<DeadLetterFilter> of(Fields fields) {
        Supplier<Optional<String>> reason = fields.optional("reason", Readers.oneOf(REASONS));
        Supplier<RowKey> row = RowKey.of(fields);
        Supplier<TimeRange> died = TimeRange.of(fields);
        return () -> new DeadLetterFilter(reason.get(), row.get(), died.get());
    }

    boolean isEmpty() {
        return reason.isEmpty()
                && row.table().isEmpty()
                && died.from().isEmpty()
                && died.to().isEmpty();
    }

    /// A text that is the same for the same filter, and names no row.
    String scope() {
        return "%s %s %s %s".formatted(reason, row.table(), row.hash(), died);
    }

    Condition condition(DSLContext db, DeliverySink sink) {
        return died.holds(SINK_PENDING.DEAD_AT)
                .and(reason.map(SINK_PENDING.DEAD_REASON::eq).orElse(DSL.noCondition()))
                .and(
                        row.table()
                                .map(table ->
                                        SINK_PENDING.RELATION.eq(
                                                DSL.any(
                                                        sink.versions(db, table)
                                                                .toArray(Integer[]::new))))
                                .orElse(DSL.noCondition()))
                .and(row.hash().map(SINK_PENDING.ROW_HASH::eq).orElse(DSL.noCondition()));
    }

    /// Notes the same in an order.
    void writeTo(SinkOrderRecord order, DSLContext db, DeliverySink sink) {
        reason.ifPresent(order::setReason);
        died.from().ifPresent(order::setDiedFrom);
        died.to().ifPresent(order::setDiedTo);
        row.table()
                .ifPresent(table ->
                        order.setRelations(sink.versions(db, table).toArray(Integer[]::new)));
        row.hash().ifPresent(order::setRowHash);
    }
}
