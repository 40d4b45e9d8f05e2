package dev.rowhook.api.delivery.attempt;

import static dev.rowhook.store.jooq.Tables.DELIVERY_ATTEMPT;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.Micros;
import dev.rowhook.api.delivery.attempt.AttemptDetail.Answer;
import dev.rowhook.api.delivery.attempt.AttemptDetail.Timings;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.AttemptId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.store.jooq.tables.records.DeliveryAttemptRecord;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads the attempts of a sink.
final class AttemptRows {
    private final DSLContext db;
    private final DeliverySink sink;

    AttemptRows(DSLContext db, DeliverySink sink) {
        this.db = db;
        this.sink = sink;
    }

    /// The newest ones, without headers and answers.
    List<DeliveryAttemptRecord> newest(Condition filter, Optional<List<Long>> after, int limit) {
        return light().and(filter)
                .and(after.map(AttemptRows::isAfter).orElse(DSL.noCondition()))
                .orderBy(DELIVERY_ATTEMPT.AT.desc(), DELIVERY_ATTEMPT.ID.desc())
                .limit(limit)
                .fetchInto(DeliveryAttemptRecord.class);
    }

    /// Those that were written last, the same way.
    List<DeliveryAttemptRecord> written(Condition filter, int limit) {
        return light().and(filter)
                .orderBy(DELIVERY_ATTEMPT.ID.desc())
                .limit(limit)
                .fetchInto(DeliveryAttemptRecord.class);
    }

    private SelectConditionStep<?> light() {
        return db.select(
                        DELIVERY_ATTEMPT.ID,
                        DELIVERY_ATTEMPT.AT,
                        DELIVERY_ATTEMPT.WEBHOOK_ID,
                        DELIVERY_ATTEMPT.KIND,
                        DELIVERY_ATTEMPT.ATTEMPT,
                        DELIVERY_ATTEMPT.MESSAGES,
                        DELIVERY_ATTEMPT.ACCEPTED,
                        DELIVERY_ATTEMPT.CODE,
                        DELIVERY_ATTEMPT.STATUS,
                        DELIVERY_ATTEMPT.TOOK_US,
                        DELIVERY_ATTEMPT.NEXT_STEP,
                        DELIVERY_ATTEMPT.NEXT_TRY)
                .from(DELIVERY_ATTEMPT)
                .where(ofSink());
    }

    /// Where a row stands in the list.
    static List<Long> place(DeliveryAttemptRecord row) {
        return List.of(
                Micros.of(row.getAt()),
                row.getId().getMostSignificantBits(),
                row.getId().getLeastSignificantBits());
    }

    /// Which sink's attempts these are.
    SinkId sink() {
        return sink.id();
    }

    /// @throws ProblemException 404 if there is no such attempt
    AttemptDetail find(AttemptId id, DataKeys keys) {
        DeliveryAttemptRecord row = row(id);
        return detail(
                row, Optional.ofNullable(row.getAnswer()).map(sealed -> answer(row, sealed, keys)));
    }

    /// Without what the endpoint answered.
    ///
    /// @throws ProblemException 404 if there is no such attempt
    AttemptDetail masked(AttemptId id) {
        return detail(row(id), Optional.empty());
    }

    private DeliveryAttemptRecord row(AttemptId id) {
        return db.selectFrom(DELIVERY_ATTEMPT)
                .where(ofSink())
                .and(DELIVERY_ATTEMPT.ID.eq(id.value()))
                .fetchOptional()
                .orElseThrow(AttemptRows::notFound);
    }

    static ProblemException notFound() {
        return ProblemException.of(ProblemCode.ATTEMPT_NOT_FOUND);
    }

    private AttemptDetail detail(DeliveryAttemptRecord row, Optional<Answer> answer) {
        return new AttemptDetail(
                AttemptAnswer.of(row),
                row.getUrl(),
                sequences(row, row.getSeqs()),
                sequences(row, row.getFailedSeqs()),
                new Timings(
                        millis(row.getDnsUs()),
                        millis(row.getConnectUs()),
                        millis(row.getTlsUs()),
                        millis(row.getFirstByteUs())),
                row.getRequestHeaders().data(),
                answer);
    }

    private Answer answer(DeliveryAttemptRecord row, byte[] sealed, DataKeys keys) {
        SealedPlace place = SealedPlace.attemptAnswer(sink.account(), sink.id(), row.getId());
        @Nullable JSONB headers = row.getAnswerHeaders();
        return new Answer(
                headers == null ? "{}" : headers.data(),
                new String(keys.open(db, place, sealed), StandardCharsets.UTF_8),
                Boolean.TRUE.equals(row.getAnswerComplete()));
    }

    private Condition ofSink() {
        return sink.owns(DELIVERY_ATTEMPT.ACCOUNT_ID, DELIVERY_ATTEMPT.SINK_ID);
    }

    private static Condition isAfter(List<Long> place) {
        return DSL.row(DELIVERY_ATTEMPT.AT, DELIVERY_ATTEMPT.ID)
                .lt(Micros.instant(place.get(0)), new UUID(place.get(1), place.get(2)));
    }

    private static List<String> sequences(DeliveryAttemptRecord row, Long @Nullable [] seqs) {
        return seqs == null
                ? List.of()
                : Arrays.stream(seqs).map(seq -> row.getReplayRun() + "-" + seq).toList();
    }

    private static Optional<Double> millis(@Nullable Long micros) {
        return Optional.ofNullable(micros).map(known -> known / 1_000.0);
    }
}
