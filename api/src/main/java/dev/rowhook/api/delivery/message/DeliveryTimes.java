package dev.rowhook.api.delivery.message;

import static dev.rowhook.store.jooq.Tables.SINK_MINUTE;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.message.MessageAnswer.Bounds;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Between which times a message was delivered of which no accepted attempt is logged.
///
/// It was accepted by the end of the minute in which its sink's mark passed it. That does not hold
/// for a message that failed or waited behind one that did: but then the attempt that was accepted
/// is logged, or was until it was too old.
final class DeliveryTimes {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final DSLContext db;
    private final DeliverySink sink;
    private final Instant cursorSaved;
    private final Instant now;

    /// @param cursorSaved when the sink's cursor was, by which the message is done
    DeliveryTimes(DSLContext db, DeliverySink sink, Instant cursorSaved, Instant now) {
        this.db = db;
        this.sink = sink;
        this.cursorSaved = cursorSaved;
        this.now = now;
    }

    /// @param committedAt by the source's clock, which may be wrong
    /// @param setBackAt when the replay began that sends it again: before that, the mark had passed
    ///   it
    Bounds of(long seq, Instant committedAt, Optional<Instant> setBackAt) {
        Condition since =
                sink.owns(SINK_MINUTE.ACCOUNT_ID, SINK_MINUTE.SINK_ID)
                        .and(SINK_MINUTE.MINUTE.gt(setBackAt.orElse(committedAt.minus(MINUTE))));
        Instant passed =
                db.select(SINK_MINUTE.MINUTE)
                        .from(SINK_MINUTE)
                        .where(since)
                        .and(SINK_MINUTE.MARK.ge(seq))
                        .orderBy(SINK_MINUTE.MINUTE)
                        .limit(1)
                        .fetchOptional(SINK_MINUTE.MINUTE)
                        .map(minute -> minute.plus(MINUTE))
                        .orElse(cursorSaved);
        Instant kept = now.minus(sink.attemptRetention());
        Instant before = passed.isBefore(kept) ? kept : passed;
        Optional<Instant> notReached =
                Optional.ofNullable(
                        db.select(DSL.max(SINK_MINUTE.MINUTE))
                                .from(SINK_MINUTE)
                                .where(since)
                                .and(SINK_MINUTE.MINUTE.lt(passed))
                                .and(SINK_MINUTE.REACHED.lt(seq))
                                .fetchSingle()
                                .value1());
        Optional<Instant> after =
                Stream.of(Optional.of(committedAt), setBackAt, notReached)
                        .flatMap(Optional::stream)
                        .filter(time -> !time.isAfter(before))
                        .max(Comparator.naturalOrder());
        return new Bounds(after, before);
    }
}
