package dev.rowhook.api.delivery.message;

import static dev.rowhook.store.jooq.Tables.SINK_DISCARD;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.SeqPlaces;
import dev.rowhook.store.jooq.tables.records.SinkDiscardRecord;

import org.jooq.DSLContext;

import java.util.List;
import java.util.Optional;

/// Dead letters that are gone, those that went last first.
record DiscardedRows(DSLContext db, DeliverySink sink) implements MessageRows<SinkDiscardRecord> {

    @Override
    public List<SinkDiscardRecord> read(Optional<List<Long>> after, int limit) {
        return db.selectFrom(SINK_DISCARD)
                .where(sink.owns(SINK_DISCARD.ACCOUNT_ID, SINK_DISCARD.SINK_ID))
                .and(SeqPlaces.isAfter(SINK_DISCARD.DISCARDED_AT, SINK_DISCARD.SEQ, after))
                .orderBy(SINK_DISCARD.DISCARDED_AT.desc(), SINK_DISCARD.SEQ.desc())
                .limit(limit)
                .fetch();
    }

    @Override
    public List<Long> place(SinkDiscardRecord row) {
        return SeqPlaces.of(row.getDiscardedAt(), row.getSeq());
    }

    @Override
    public List<ListedMessage> answers(List<SinkDiscardRecord> rows) {
        MessageNames names = new MessageNames(db, sink);
        return rows.stream().map(row -> answer(row, names)).toList();
    }

    private static ListedMessage answer(SinkDiscardRecord row, MessageNames names) {
        return new ListedMessage(
                names.of(
                        row.getIncarnation(),
                        row.getSeq(),
                        row.getRelation(),
                        row.getCommitLsn(),
                        Optional.empty()),
                MessageState.DISCARDED,
                new ListedMessage.Tries(
                        Optional.of(row.getAttempts()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                ListedMessage.End.discarded(
                        row.getDiedAt(), row.getReason(), row.getDiscardedAt()));
    }
}
