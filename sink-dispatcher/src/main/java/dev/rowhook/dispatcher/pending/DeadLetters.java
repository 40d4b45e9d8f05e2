package dev.rowhook.dispatcher.pending;

import static dev.rowhook.store.jooq.Tables.SINK_DISCARD;
import static dev.rowhook.store.jooq.Tables.SINK_ORDER;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.SinkOrderRecord;
import dev.rowhook.store.jooq.tables.records.SinkPendingRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The dead letters of one sink: what people want done with them, and their end.
///
/// Each call takes part in a transaction whose last statement is the fence, and does a bounded part
/// of the work. Immutable.
public final class DeadLetters {
    private static final int CHUNK = 5_000;
    private static final String REDRIVE = "redrive";

    private final AccountId account;
    private final SinkId sink;
    private final Condition ofSink;

    DeadLetters(AccountId account, SinkId sink, Condition ofSink) {
        this.account = account;
        this.sink = sink;
        this.ofSink = ofSink;
    }

    /// What a part of the work did.
    ///
    /// @param removed the groups of rows that held them and are gone, each row's own
    /// @param more whether there is more to do
    public record Work(List<Removed> removed, boolean redriven, boolean more) {
        /// Nothing to do.
        public static final Work NONE = new Work(List.of(), false, false);

        public Work {
            removed = List.copyOf(removed);
        }
    }

    /// The groups of a row that is gone.
    public record Removed(long groupA, long groupB) {}

    /// Does a part of the oldest order that is not done.
    public Work nextOrder(DSLContext tx, Instant now) {
        Optional<SinkOrderRecord> found =
                tx.selectFrom(SINK_ORDER)
                        .where(SINK_ORDER.ACCOUNT_ID.eq(account.value()))
                        .and(SINK_ORDER.SINK_ID.eq(sink.value()))
                        .and(SINK_ORDER.DONE_AT.isNull())
                        .orderBy(SINK_ORDER.CREATED_AT, SINK_ORDER.ID)
                        .limit(1)
                        .forUpdate()
                        .fetchOptional();
        if (found.isEmpty()) {
            return Work.NONE;
        }
        SinkOrderRecord order = found.get();
        List<SinkPendingRecord> rows = rows(tx, selected(order));
        boolean redrive = order.getAction().equals(REDRIVE);
        List<Removed> removed =
                redrive ? redrive(tx, rows, now) : discard(tx, rows, order.getId(), now);
        boolean done = rows.size() < CHUNK;
        @Nullable Long before = order.getAffected();
        tx.update(SINK_ORDER)
                .set(SINK_ORDER.AFFECTED, (before == null ? 0 : before) + rows.size())
                .set(
                        SINK_ORDER.DONE_AT,
                        done ? timeOfStore() : DSL.val((Instant) null, SINK_ORDER.DONE_AT))
                .where(SINK_ORDER.ACCOUNT_ID.eq(account.value()))
                .and(SINK_ORDER.ID.eq(order.getId()))
                .execute();
        return new Work(removed, redrive && !rows.isEmpty(), true);
    }

    /// Ends a part of those that died so long ago.
    public Work expire(DSLContext tx, Duration retention, Instant now) {
        List<SinkPendingRecord> rows = rows(tx, SINK_PENDING.DEAD_AT.lt(now.minus(retention)));
        return new Work(discard(tx, rows, null, now), false, rows.size() == CHUNK);
    }

    private static Field<Instant> timeOfStore() {
        return DSL.field("now()", SINK_ORDER.DONE_AT.getDataType());
    }

    private static Condition selected(SinkOrderRecord order) {
        List<Condition> parts = new ArrayList<>();
        parts.add(SINK_PENDING.DEAD_AT.le(order.getCreatedAt()));
        Long @Nullable [] seqs = order.getSeqs();
        if (seqs != null) {
            parts.add(SINK_PENDING.SEQ.eq(DSL.any(seqs)));
        }
        if (order.getReason() != null) {
            parts.add(SINK_PENDING.DEAD_REASON.eq(order.getReason()));
        }
        if (order.getDiedFrom() != null) {
            parts.add(SINK_PENDING.DEAD_AT.ge(order.getDiedFrom()));
        }
        if (order.getDiedTo() != null) {
            parts.add(SINK_PENDING.DEAD_AT.lt(order.getDiedTo()));
        }
        Integer @Nullable [] relations = order.getRelations();
        if (relations != null) {
            parts.add(SINK_PENDING.RELATION.eq(DSL.any(relations)));
        }
        if (order.getRowHash() != null) {
            parts.add(SINK_PENDING.ROW_HASH.eq(order.getRowHash()));
        }
        return DSL.and(parts);
    }

    /// Without what they hold.
    private List<SinkPendingRecord> rows(DSLContext tx, Condition which) {
        return tx.select(
                        SINK_PENDING.SEQ,
                        SINK_PENDING.GROUP_A,
                        SINK_PENDING.GROUP_B,
                        SINK_PENDING.HOLDS)
                .from(SINK_PENDING)
                .where(ofSink)
                .and(SINK_PENDING.DEAD_AT.isNotNull())
                .and(which)
                .orderBy(SINK_PENDING.SEQ)
                .limit(CHUNK)
                .fetchInto(SinkPendingRecord.class);
    }

    private List<Removed> redrive(DSLContext tx, List<SinkPendingRecord> rows, Instant now) {
        tx.update(SINK_PENDING)
                .set(SINK_PENDING.DEAD_AT, (Instant) null)
                .set(SINK_PENDING.DEAD_REASON, (String) null)
                .set(SINK_PENDING.ATTEMPTS, 0)
                .set(SINK_PENDING.FIRST_ATTEMPT_AT, (Instant) null)
                .set(SINK_PENDING.AGING_FROM, (Long) null)
                .set(SINK_PENDING.NEXT_TRY, now)
                .set(SINK_PENDING.REDRIVEN, DSL.not(SINK_PENDING.HOLDS))
                .where(ofSink)
                .and(among(rows))
                .execute();
        return List.of();
    }

    private List<Removed> discard(
            DSLContext tx, List<SinkPendingRecord> rows, @Nullable UUID order, Instant now) {
        if (rows.isEmpty()) {
            return List.of();
        }
        note(tx, rows, order);
        tx.deleteFrom(SINK_PENDING).where(ofSink).and(among(rows)).execute();
        List<Removed> removed = new ArrayList<>();
        Set<Long> groups = new HashSet<>();
        for (SinkPendingRecord row : rows) {
            if (row.getHolds()) {
                @Nullable Long groupB = row.getGroupB();
                Removed one =
                        new Removed(row.getGroupA(), groupB == null ? row.getGroupA() : groupB);
                removed.add(one);
                groups.add(one.groupA());
                groups.add(one.groupB());
            }
        }
        new Promotion(tx, ofSink).afterRemoval(groups, now);
        return removed;
    }

    private void note(DSLContext tx, List<SinkPendingRecord> rows, @Nullable UUID order) {
        new DiscardNotes(
                        SINK_PENDING.ROW_HASH,
                        SINK_PENDING.DEAD_REASON,
                        SINK_PENDING.DEAD_AT,
                        DSL.val(order, SINK_DISCARD.ORDER_ID))
                .write(tx, ofSink.and(among(rows)));
    }

    private static Condition among(List<SinkPendingRecord> rows) {
        return SINK_PENDING.SEQ.eq(
                DSL.any(rows.stream().map(SinkPendingRecord::getSeq).toArray(Long[]::new)));
    }
}
