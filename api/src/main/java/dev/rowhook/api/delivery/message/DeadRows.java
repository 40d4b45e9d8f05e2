package dev.rowhook.api.delivery.message;

import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.SeqPlaces;
import dev.rowhook.store.jooq.tables.records.SinkPendingRecord;

import org.jooq.DSLContext;

import java.util.List;
import java.util.Optional;

/// Dead letters of a sink, those that died last first.
record DeadRows(DSLContext db, DeliverySink sink) implements MessageRows<SinkPendingRecord> {

    @Override
    public List<SinkPendingRecord> read(Optional<List<Long>> after, int limit) {
        return db.select(
                        SINK_PENDING.SEQ,
                        SINK_PENDING.RELATION,
                        SINK_PENDING.INCARNATION,
                        SINK_PENDING.COMMIT_LSN,
                        SINK_PENDING.COMMITTED_AT,
                        SINK_PENDING.ATTEMPTS,
                        SINK_PENDING.FIRST_ATTEMPT_AT,
                        SINK_PENDING.LAST_CODE,
                        SINK_PENDING.LAST_STATUS,
                        SINK_PENDING.DEAD_AT,
                        SINK_PENDING.DEAD_REASON)
                .from(SINK_PENDING)
                .where(sink.owns(SINK_PENDING.ACCOUNT_ID, SINK_PENDING.SINK_ID))
                .and(SINK_PENDING.DEAD_AT.isNotNull())
                .and(SeqPlaces.isAfter(SINK_PENDING.DEAD_AT, SINK_PENDING.SEQ, after))
                .orderBy(SINK_PENDING.DEAD_AT.desc(), SINK_PENDING.SEQ.desc())
                .limit(limit)
                .fetchInto(SINK_PENDING);
    }

    @Override
    public List<Long> place(SinkPendingRecord row) {
        return SeqPlaces.of(row.getDeadAt(), row.getSeq());
    }

    @Override
    public List<ListedMessage> answers(List<SinkPendingRecord> rows) {
        MessageNames names = new MessageNames(db, sink);
        return rows.stream().map(row -> answer(row, names)).toList();
    }

    private static ListedMessage answer(SinkPendingRecord row, MessageNames names) {
        return new ListedMessage(
                names.of(
                        row.getIncarnation(),
                        row.getSeq(),
                        row.getRelation(),
                        row.getCommitLsn(),
                        Optional.of(row.getCommittedAt())),
                MessageState.DEAD,
                new ListedMessage.Tries(
                        Optional.of(row.getAttempts()),
                        Optional.ofNullable(row.getFirstAttemptAt()),
                        Optional.ofNullable(row.getLastCode()),
                        Optional.ofNullable(row.getLastStatus()),
                        Optional.empty(),
                        Optional.empty()),
                ListedMessage.End.died(row.getDeadAt(), row.getDeadReason()));
    }
}
