package dev.rowhook.api.delivery.message;

import static dev.rowhook.store.jooq.Tables.DELIVERY_ATTEMPT;

import dev.rowhook.api.delivery.DeliverySink;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.impl.DSL;

import java.time.Instant;
import java.util.Optional;

/// What the log of attempts says of one message.
record LoggedAttempts(long count, Optional<Instant> acceptedAt, Optional<Last> last) {

    record Last(Instant at, String code, Optional<Integer> status) {}

    /// @param run of the replay that sends it again: attempts of earlier ones do not count
    static LoggedAttempts read(DSLContext db, DeliverySink sink, long seq, int run) {
        Condition ofMessage =
                sink.owns(DELIVERY_ATTEMPT.ACCOUNT_ID, DELIVERY_ATTEMPT.SINK_ID)
                        .and(DELIVERY_ATTEMPT.SEQS.contains(new Long[] {seq}))
                        .and(DELIVERY_ATTEMPT.REPLAY_RUN.ge(run));
        Record2<Integer, Instant> sum =
                db.select(DSL.count(), DSL.min(end()).filterWhere(isAccepted(DSL.val(seq))))
                        .from(DELIVERY_ATTEMPT)
                        .where(ofMessage)
                        .fetchSingle();
        Optional<Last> last =
                db.select(DELIVERY_ATTEMPT.AT, DELIVERY_ATTEMPT.CODE, DELIVERY_ATTEMPT.STATUS)
                        .from(DELIVERY_ATTEMPT)
                        .where(ofMessage)
                        .orderBy(DELIVERY_ATTEMPT.AT.desc(), DELIVERY_ATTEMPT.ID.desc())
                        .limit(1)
                        .fetchOptional(row ->
                                new Last(
                                        row.value1(),
                                        row.value2(),
                                        Optional.ofNullable(row.value3())));
        return new LoggedAttempts(sum.value1(), Optional.ofNullable(sum.value2()), last);
    }

    private static Field<Instant> end() {
        return DSL.field(
                "{0} + {1} * interval '1 microsecond'",
                DELIVERY_ATTEMPT.AT.getDataType(), DELIVERY_ATTEMPT.AT, DELIVERY_ATTEMPT.TOOK_US);
    }

    /// Of a batch that was taken in part, all but those that the endpoint named were.
    static Condition isAccepted(Field<Long> seq) {
        return DSL.condition(DELIVERY_ATTEMPT.ACCEPTED)
                .and(DELIVERY_ATTEMPT.FAILED_SEQS.isNull())
                .or(
                        DELIVERY_ATTEMPT
                                .FAILED_SEQS
                                .isNotNull()
                                .and(seq.ne(DSL.all(DELIVERY_ATTEMPT.FAILED_SEQS))));
    }
}
