package dev.rowhook.api.delivery.message;

import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_DISCARD;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;
import static dev.rowhook.store.jooq.Tables.SINK_REPLAY;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.Micros;
import dev.rowhook.api.delivery.message.MessageAnswer.Bounds;
import dev.rowhook.changelog.LoggedPlace;
import dev.rowhook.changelog.Replays;
import dev.rowhook.changelog.SinkCursor;
import dev.rowhook.changelog.SinkSkips;
import dev.rowhook.dispatcher.message.MessageId;
import dev.rowhook.store.jooq.tables.records.SinkCursorRecord;
import dev.rowhook.store.jooq.tables.records.SinkPendingRecord;

import org.jooq.DSLContext;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Says of messages of one sink what became of them.
///
/// The cursor is read before the pending rows, and they before the discards: in that order a
/// message moves on, so none is missed in between.
final class Messages {
    private final DSLContext db;
    private final DeliverySink sink;
    private final Instant now;

    Messages(DSLContext db, DeliverySink sink, Instant now) {
        this.db = db;
        this.sink = sink;
        this.now = now;
    }

    /// A message that is asked for, and its change if the log still has it.
    record Asked(MessageId id, Optional<LoggedPlace> place) {}

    List<MessageAnswer> answers(List<Asked> asked) {
        Map<Integer, String> tables = sink.tables(db);
        Replays replays = sink.replays(db);
        return asked.stream().map(one -> answer(one, tables, replays)).toList();
    }

    /// Of what was sent again, what became of it then is told.
    private MessageAnswer answer(Asked asked, Map<Integer, String> tables, Replays replays) {
        long seq = asked.id().seq();
        int run = replays.runOf(seq);
        Optional<SinkCursorRecord> cursor = cursor();
        Optional<SinkPendingRecord> row = pending(asked.id());
        boolean discarded = row.isEmpty() && isDiscarded(asked.id());
        LoggedAttempts logged = LoggedAttempts.read(db, sink, seq, run);
        Optional<LoggedPlace> place =
                asked.place().filter(found -> found.incarnation() == asked.id().incarnation());
        MessageState state =
                row.map(Messages::state)
                        .orElseGet(() ->
                                discarded
                                        ? MessageState.DISCARDED
                                        : stateInLog(seq, place, cursor, logged));
        boolean delivered = state == MessageState.DELIVERED;
        boolean unlogged = delivered && logged.acceptedAt().isEmpty();
        Optional<Instant> committedAt =
                place.map(LoggedPlace::committedAt)
                        .or(() -> row.map(SinkPendingRecord::getCommittedAt))
                        .map(Micros::instant);
        Optional<Bounds> between =
                unlogged
                        ? cursor.flatMap(saved ->
                                committedAt.map(committed -> bounds(seq, run, committed, saved)))
                        : Optional.empty();
        return new MessageAnswer(
                asked.id().toString(),
                place.map(LoggedPlace::relation)
                        .or(() -> row.map(SinkPendingRecord::getRelation))
                        .map(version -> tables.getOrDefault(version, "")),
                place.map(LoggedPlace::commitLsn)
                        .or(() -> row.map(SinkPendingRecord::getCommitLsn)),
                committedAt,
                state,
                delivered ? logged.acceptedAt() : Optional.empty(),
                between,
                logged.count() + (unlogged ? 1 : 0),
                committedAt.filter(this::isWithinRetention).isPresent(),
                logged.last().map(LoggedAttempts.Last::at),
                logged.last()
                        .map(LoggedAttempts.Last::code)
                        .or(() -> row.flatMap(one -> Optional.ofNullable(one.getLastCode()))),
                logged.last()
                        .flatMap(LoggedAttempts.Last::status)
                        .or(() -> row.flatMap(one -> Optional.ofNullable(one.getLastStatus()))),
                row.flatMap(one -> Optional.ofNullable(one.getNextTry())));
    }

    private static MessageState state(SinkPendingRecord row) {
        if (row.getDeadAt() != null) {
            return MessageState.DEAD;
        }
        return row.getNextTry() == null ? MessageState.WAITING : MessageState.PENDING;
    }

    private MessageState stateInLog(
            long seq,
            Optional<LoggedPlace> place,
            Optional<SinkCursorRecord> cursor,
            LoggedAttempts logged) {
        if (place.isEmpty() && logged.acceptedAt().isPresent()) {
            return MessageState.DELIVERED;
        }
        boolean beforeStart = cursor.filter(started -> seq < started.getStartSeq()).isPresent();
        if (!beforeStart && SinkSkips.isSkipped(db, sink.account(), sink.id(), seq)) {
            return MessageState.SKIPPED;
        }
        if (place.isEmpty()) {
            return MessageState.UNKNOWN;
        }
        if (!place.get().wanted() || beforeStart) {
            return MessageState.NOT_WANTED;
        }
        if (place.get().erased()) {
            return MessageState.ERASED;
        }
        return cursor.filter(saved -> SinkCursor.of(saved).isDone(seq)).isPresent()
                ? MessageState.DELIVERED
                : MessageState.PENDING;
    }

    private Bounds bounds(long seq, int run, Instant committedAt, SinkCursorRecord saved) {
        return new DeliveryTimes(db, sink, saved.getUpdatedAt(), now)
                .of(seq, committedAt, setBackAt(run));
    }

    private Optional<Instant> setBackAt(int run) {
        return db.select(SINK_REPLAY.DONE_AT)
                .from(SINK_REPLAY)
                .where(sink.owns(SINK_REPLAY.ACCOUNT_ID, SINK_REPLAY.SINK_ID))
                .and(SINK_REPLAY.RUN.eq(run))
                .fetchOptional(SINK_REPLAY.DONE_AT);
    }

    private boolean isWithinRetention(Instant committedAt) {
        return committedAt.isAfter(now.minus(sink.attemptRetention()));
    }

    private Optional<SinkCursorRecord> cursor() {
        return db.selectFrom(SINK_CURSOR)
                .where(sink.owns(SINK_CURSOR.ACCOUNT_ID, SINK_CURSOR.SINK_ID))
                .fetchOptional();
    }

    /// Those of its columns that the role of the API may see.
    private Optional<SinkPendingRecord> pending(MessageId id) {
        return db.select(
                        SINK_PENDING.RELATION,
                        SINK_PENDING.COMMIT_LSN,
                        SINK_PENDING.COMMITTED_AT,
                        SINK_PENDING.NEXT_TRY,
                        SINK_PENDING.LAST_CODE,
                        SINK_PENDING.LAST_STATUS,
                        SINK_PENDING.DEAD_AT)
                .from(SINK_PENDING)
                .where(sink.owns(SINK_PENDING.ACCOUNT_ID, SINK_PENDING.SINK_ID))
                .and(SINK_PENDING.SEQ.eq(id.seq()))
                .and(SINK_PENDING.INCARNATION.eq(id.incarnation()))
                .fetchOptionalInto(SinkPendingRecord.class);
    }

    private boolean isDiscarded(MessageId id) {
        return db.fetchExists(
                SINK_DISCARD,
                sink.owns(SINK_DISCARD.ACCOUNT_ID, SINK_DISCARD.SINK_ID)
                        .and(SINK_DISCARD.SEQ.eq(id.seq()))
                        .and(SINK_DISCARD.INCARNATION.eq(id.incarnation())));
    }
}
