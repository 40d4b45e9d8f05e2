package dev.rowhook.api.delivery.deadletter;

import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.dispatcher.message.MessageId;
import dev.rowhook.store.jooq.tables.records.SinkOrderRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The dead letters that an order is about: named one by one, or by what they have in common.
sealed interface Selection {

    record Named(List<Long> seqs) implements Selection {
        public Named {
            seqs = List.copyOf(seqs);
        }
    }

    record Filtered(DeadLetterFilter filter) implements Selection {}

    /// Asks for `ids` or `filter`, and for `all` where a filter leaves nothing out.
    static Supplier<Selection> of(Fields fields, DeliverySink sink) {
        Supplier<Optional<List<Long>>> ids =
                fields.optional("ids", Readers.list(1, 1_000, seq(sink)));
        Supplier<Optional<Boolean>> filtered = fields.optional("filter", _ -> true);
        Supplier<DeadLetterFilter> filter = DeadLetterFilter.of(fields.object("filter"));
        Supplier<Boolean> all = fields.optional("all", Readers.flag(), false);
        if (fields.isFine()) {
            requireOne(fields, ids.get().isPresent(), filtered.get().isPresent());
            if (filtered.get().isPresent() && filter.get().isEmpty() && !all.get()) {
                fields.refuse(
                        "all",
                        "required",
                        "An empty filter means all dead letters: say so by all: true.");
            }
        }
        return () ->
                ids.get().<Selection>map(Named::new).orElseGet(() -> new Filtered(filter.get()));
    }

    private static void requireOne(Fields fields, boolean ids, boolean filter) {
        if (ids == filter) {
            fields.refuse("ids", "required", "Expected either ids or a filter.");
        }
    }

    private static FieldReader<Long> seq(DeliverySink sink) {
        return Readers.text(100)
                .then(text ->
                        MessageId.parse(text)
                                .filter(id -> id.sink().equals(sink.id()))
                                .map(MessageId::seq)
                                .orElseThrow(() ->
                                        new InvalidFieldException(
                                                "invalid_id",
                                                "Expected the webhook_id of a dead letter of this"
                                                        + " sink.")));
    }

    /// What is meant, of the dead letters that there are.
    default Condition condition(DSLContext db, DeliverySink sink) {
        return switch (this) {
            case Named(List<Long> seqs) -> SINK_PENDING.SEQ.eq(DSL.any(seqs.toArray(Long[]::new)));
            case Filtered(DeadLetterFilter filter) -> filter.condition(db, sink);
        };
    }

    /// Notes what is meant in an order.
    default void writeTo(SinkOrderRecord order, DSLContext db, DeliverySink sink) {
        switch (this) {
            case Named(List<Long> seqs) -> order.setSeqs(seqs.toArray(Long[]::new));
            case Filtered(DeadLetterFilter filter) -> filter.writeTo(order, db, sink);
        }
    }
}
