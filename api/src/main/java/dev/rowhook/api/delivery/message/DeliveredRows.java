package dev.rowhook.api.delivery.message;

import static dev.rowhook.store.jooq.Tables.DELIVERY_ATTEMPT;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.Micros;
import dev.rowhook.store.jooq.tables.records.DeliveryAttemptRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Row2;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Messages that attempts say were accepted, those of the last attempts first. One that was
/// accepted more than once is there as often.
final class DeliveredRows {
    /// So many attempts are looked at for a page, whatever became of them.
    static final int MAX_ATTEMPTS = 1_000;

    private static final Row2<Instant, UUID> PLACE =
            DSL.row(DELIVERY_ATTEMPT.AT, DELIVERY_ATTEMPT.ID);
    private static final Field<Long> SEQ = DSL.field(DSL.name("sent", "seq"), SQLDataType.BIGINT);
    private static final Field<Long> NUMBER =
            DSL.field(DSL.name("sent", "number"), SQLDataType.BIGINT);

    private final DSLContext db;
    private final DeliverySink sink;

    DeliveredRows(DSLContext db, DeliverySink sink) {
        this.db = db;
        this.sink = sink;
    }

    /// A message, and the attempt in which it was accepted.
    ///
    /// @param place in the list
    record Delivered(List<Long> place, long seq, DeliveryAttemptRecord attempt) {}

    /// A part of the list.
    ///
    /// @param stoppedAt nothing after this place was looked at; empty if there is no more
    record Part(List<Delivered> rows, Optional<List<Long>> stoppedAt) {
        Part {
            rows = List.copyOf(rows);
        }
    }

    /// At most `limit` messages, and as many as [#MAX_ATTEMPTS] attempts have.
    Part read(Optional<List<Long>> after, int limit) {
        Condition behind = sinceAttempt(after);
        Optional<Record> last = lastToLookAt(behind);
        List<Delivered> rows =
                db.select(
                                DELIVERY_ATTEMPT.AT,
                                DELIVERY_ATTEMPT.ID,
                                DELIVERY_ATTEMPT.WEBHOOK_ID,
                                DELIVERY_ATTEMPT.TOOK_US,
                                DELIVERY_ATTEMPT.CODE,
                                DELIVERY_ATTEMPT.STATUS,
                                SEQ,
                                NUMBER)
                        .from(DELIVERY_ATTEMPT)
                        .crossJoin(
                                DSL.table(
                                        "lateral unnest({0}) with ordinality sent(seq, number)",
                                        DELIVERY_ATTEMPT.SEQS))
                        .where(behind)
                        .and(last.map(DeliveredRows::upTo).orElse(DSL.noCondition()))
                        .and(LoggedAttempts.isAccepted(SEQ))
                        .and(after.map(DeliveredRows::isAfter).orElse(DSL.noCondition()))
                        .orderBy(DELIVERY_ATTEMPT.AT.desc(), DELIVERY_ATTEMPT.ID.desc(), NUMBER)
                        .limit(limit + 1)
                        .fetch(DeliveredRows::delivered);
        if (rows.size() > limit) {
            List<Delivered> first = rows.subList(0, limit);
            return new Part(first, Optional.of(first.getLast().place()));
        }
        return new Part(rows, last.map(row -> place(row, Long.MAX_VALUE)));
    }

    /// The last attempt that is looked at, if there are more.
    private Optional<Record> lastToLookAt(Condition behind) {
        List<Record> two =
                List.copyOf(
                        db.select(DELIVERY_ATTEMPT.AT, DELIVERY_ATTEMPT.ID)
                                .from(DELIVERY_ATTEMPT)
                                .where(behind)
                                .orderBy(DELIVERY_ATTEMPT.AT.desc(), DELIVERY_ATTEMPT.ID.desc())
                                .limit(2)
                                .offset(MAX_ATTEMPTS - 1)
                                .fetch());
        return two.size() < 2 ? Optional.empty() : Optional.of(two.getFirst());
    }

    /// The sink's attempts from the one on that a page ended in.
    private Condition sinceAttempt(Optional<List<Long>> after) {
        return sink.owns(DELIVERY_ATTEMPT.ACCOUNT_ID, DELIVERY_ATTEMPT.SINK_ID)
                .and(after.map(place -> PLACE.le(at(place), id(place))).orElse(DSL.noCondition()));
    }

    private static Condition upTo(Record last) {
        return PLACE.ge(last.get(DELIVERY_ATTEMPT.AT), last.get(DELIVERY_ATTEMPT.ID));
    }

    private static Condition isAfter(List<Long> place) {
        return PLACE.lt(at(place), id(place)).or(NUMBER.gt(place.get(3)));
    }

    private static Delivered delivered(Record row) {
        return new Delivered(place(row, row.get(NUMBER)), row.get(SEQ), row.into(DELIVERY_ATTEMPT));
    }

    private static List<Long> place(Record row, long number) {
        UUID id = row.get(DELIVERY_ATTEMPT.ID);
        return List.of(
                Micros.of(row.get(DELIVERY_ATTEMPT.AT)),
                id.getMostSignificantBits(),
                id.getLeastSignificantBits(),
                number);
    }

    private static Instant at(List<Long> place) {
        return Micros.instant(place.get(0));
    }

    private static UUID id(List<Long> place) {
        return new UUID(place.get(1), place.get(2));
    }
}
