package dev.rowhook.api.delivery.attempt;

import static dev.rowhook.store.jooq.Tables.DELIVERY_ATTEMPT;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.core.AttemptId;
import dev.rowhook.store.jooq.tables.records.DeliveryAttemptRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The attempts of a sink that were written after another one: a sink has one writer, whose ids
/// rise.
///
/// @param attempts the last of them, in the order of their writing
/// @param left how many earlier ones there are, up to 10 000
public record NewAttempts(List<AttemptAnswer> attempts, int left) {
    private static final int MOST_COUNTED = 10_000;

    public NewAttempts {
        attempts = List.copyOf(attempts);
    }

    /// The id of the one that was written last; if there is none, one that is smaller than all.
    public static AttemptId last(DSLContext db, DeliverySink sink) {
        return new AttemptId(
                db.select(DELIVERY_ATTEMPT.ID)
                        .from(DELIVERY_ATTEMPT)
                        .where(sink.owns(DELIVERY_ATTEMPT.ACCOUNT_ID, DELIVERY_ATTEMPT.SINK_ID))
                        .orderBy(DELIVERY_ATTEMPT.ID.desc())
                        .limit(1)
                        .fetchOptional(DELIVERY_ATTEMPT.ID)
                        .orElse(new UUID(0, 0)));
    }

    /// Those that came after one.
    ///
    /// @param limit how many of them at most
    public static NewAttempts after(DSLContext db, DeliverySink sink, AttemptId after, int limit) {
        Condition newer = DELIVERY_ATTEMPT.ID.gt(after.value());
        List<DeliveryAttemptRecord> rows = new AttemptRows(db, sink).written(newer, limit);
        int left = rows.size() < limit ? 0 : count(db, sink, newer) - limit;
        return new NewAttempts(
                rows.reversed().stream().map(AttemptAnswer::of).toList(), Math.max(0, left));
    }

    private static int count(DSLContext db, DeliverySink sink, Condition newer) {
        return db.fetchCount(
                DSL.select(DELIVERY_ATTEMPT.ID)
                        .from(DELIVERY_ATTEMPT)
                        .where(sink.owns(DELIVERY_ATTEMPT.ACCOUNT_ID, DELIVERY_ATTEMPT.SINK_ID))
                        .and(newer)
                        .limit(MOST_COUNTED));
    }

    /// The id of the last one, if there is any.
    public Optional<AttemptId> last() {
        return attempts.isEmpty() ? Optional.empty() : AttemptId.parse(attempts.getLast().id());
    }
}
