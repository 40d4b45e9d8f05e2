package dev.rowhook.dispatcher.pending;

import static dev.rowhook.store.jooq.Tables.SINK_DISCARD;
import static dev.rowhook.store.jooq.Tables.SINK_ORDER;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.SoughtRow;
import dev.rowhook.core.secret.SealBrokenException;
import dev.rowhook.dispatcher.message.GroupKeys;
import dev.rowhook.dispatcher.window.Message;
import dev.rowhook.store.jooq.tables.records.SinkPendingRecord;

import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Takes a row out of the pending messages of a sink that has no worker: failed ones, those that
/// wait behind them, and dead letters. What is left of each is a discard of reason `erased`, which
/// does not name the row, and what waited for it has its turn.
///
/// Each part takes part in a transaction whose last statement is the fence. Immutable.
public final class PendingErasure {
    /// Why a message of an erased row is gone.
    public static final String REASON = "erased";

    private static final int CHUNK = 500;
    private static final int FETCH_SIZE = 20;

    private final AccountId account;
    private final SinkId sink;
    private final PendingRecords records;
    private final SoughtRow row;
    private final long until;
    private final Step step;
    private final Condition ofSink;

    /// @param until messages of higher seqs stay as they are
    public PendingErasure(
            AccountId account, SinkId sink, Sealer sealer, SoughtRow row, long until, Step step) {
        this.account = account;
        this.sink = sink;
        this.records = new PendingRecords(account, sink, sealer);
        this.row = row;
        this.until = until;
        this.step = step;
        this.ofSink =
                SINK_PENDING
                        .ACCOUNT_ID
                        .eq(account.value())
                        .and(SINK_PENDING.SINK_ID.eq(sink.value()));
    }

    /// What a part came to.
    ///
    /// @param lastSeq all up to here was looked at
    /// @param pending so many failed and waiting messages of the row are gone
    /// @param deadLetters so many dead letters of the row are gone
    /// @param unknown so many there are of which it cannot be told
    public record Part(long lastSeq, int pending, int deadLetters, int unknown) {
        /// How many messages are gone.
        public int messages() {
            return pending + deadLetters;
        }
    }

    /// What is written in the transaction of a part, before its fence.
    @FunctionalInterface
    public interface Step {
        /// Writes what belongs to the part.
        void in(DSLContext tx, Part part);
    }

    /// Does the part that follows a seq.
    public Part next(DSLContext tx, long after, Instant now) {
        List<Long> gone = new ArrayList<>();
        Set<Long> groups = new HashSet<>();
        long last = after;
        int looked = 0;
        int dead = 0;
        int unknown = 0;
        try (Cursor<SinkPendingRecord> rows = rows(tx, after)) {
            for (SinkPendingRecord pending : rows) {
                looked++;
                last = pending.getSeq();
                switch (answer(pending, groups)) {
                    case YES -> {
                        gone.add(last);
                        dead += pending.getDeadAt() == null ? 0 : 1;
                    }
                    case UNKNOWN -> unknown++;
                    case NO -> {}
                }
            }
        }
        if (!gone.isEmpty()) {
            note(tx, gone, now);
            tx.deleteFrom(SINK_PENDING).where(ofSink).and(among(gone)).execute();
            new Promotion(tx, ofSink).afterRemoval(groups, now);
        }
        Part part = new Part(looked < CHUNK ? until : last, gone.size() - dead, dead, unknown);
        if (part.lastSeq() == until) {
            forgetHashes(tx);
        }
        step.in(tx, part);
        return part;
    }

    private Cursor<SinkPendingRecord> rows(DSLContext tx, long after) {
        return tx.selectFrom(SINK_PENDING)
                .where(ofSink)
                .and(SINK_PENDING.SEQ.gt(after))
                .and(SINK_PENDING.SEQ.le(until))
                .and(SINK_PENDING.RELATION.eq(DSL.any(row.versions().toArray(Integer[]::new))))
                .orderBy(SINK_PENDING.SEQ)
                .limit(CHUNK)
                .fetchSize(FETCH_SIZE)
                .fetchLazy();
    }

    /// @param groups gets those that have waited for it, if it is of the row
    private SoughtRow.Answer answer(SinkPendingRecord pending, Set<Long> groups) {
        Message message;
        try {
            message = records.read(pending).message();
        } catch (SealBrokenException e) {
            return SoughtRow.Answer.UNKNOWN;
        }
        SoughtRow.Answer answer = row.of(pending.getRelation(), message.change().body());
        if (answer == SoughtRow.Answer.YES && pending.getHolds()) {
            groups.add(message.groupA());
            groups.add(message.groupB());
        }
        return answer;
    }

    private void note(DSLContext tx, List<Long> seqs, Instant now) {
        new DiscardNotes(
                        DSL.val(null, SINK_DISCARD.ROW_HASH),
                        DSL.val(REASON, SINK_DISCARD.REASON),
                        DSL.coalesce(SINK_PENDING.DEAD_AT, DSL.val(now, SINK_PENDING.DEAD_AT)),
                        DSL.val(null, SINK_DISCARD.ORDER_ID))
                .write(tx, ofSink.and(among(seqs)));
    }

    /// What is on record of dead letters and orders names rows by a hash that whoever knows the key
    /// can make.
    private void forgetHashes(DSLContext tx) {
        Long[] hashes =
                row.keys().stream()
                        .map(key ->
                                GroupKeys.rowHash(row.table().schema(), row.table().table(), key))
                        .toArray(Long[]::new);
        tx.update(SINK_DISCARD)
                .setNull(SINK_DISCARD.ROW_HASH)
                .where(SINK_DISCARD.ACCOUNT_ID.eq(account.value()))
                .and(SINK_DISCARD.SINK_ID.eq(sink.value()))
                .and(SINK_DISCARD.SEQ.le(until))
                .and(SINK_DISCARD.ROW_HASH.eq(DSL.any(hashes)))
                .execute();
        tx.update(SINK_ORDER)
                .setNull(SINK_ORDER.ROW_HASH)
                .where(SINK_ORDER.ACCOUNT_ID.eq(account.value()))
                .and(SINK_ORDER.SINK_ID.eq(sink.value()))
                .and(SINK_ORDER.DONE_AT.isNotNull())
                .and(SINK_ORDER.ROW_HASH.eq(DSL.any(hashes)))
                .execute();
    }

    private static Condition among(List<Long> seqs) {
        return SINK_PENDING.SEQ.eq(DSL.any(seqs.toArray(Long[]::new)));
    }
}
