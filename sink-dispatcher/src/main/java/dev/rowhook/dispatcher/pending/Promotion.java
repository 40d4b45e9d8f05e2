package dev.rowhook.dispatcher.pending;

import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import dev.rowhook.store.jooq.tables.SinkPending;
import dev.rowhook.store.jooq.tables.records.SinkPendingRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Record3;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gives pending rows their turn, in a transaction: a row whose groups have none of a lower seq is
/// due at once.
final class Promotion {
    private final DSLContext tx;
    private final Condition ofSink;

    Promotion(DSLContext tx, Condition ofSink) {
        this.tx = tx;
        this.ofSink = ofSink;
    }

    /// What stands first in groups of which rows were removed, or hold them no more.
    void afterRemoval(Set<Long> groups, Instant now) {
        Map<Long, Long> heads = heads(groups);
        List<Record3<Long, Long, Long>> firsts =
                tx.select(SINK_PENDING.SEQ, SINK_PENDING.GROUP_A, SINK_PENDING.GROUP_B)
                        .from(SINK_PENDING)
                        .where(ofSink)
                        .and(SINK_PENDING.SEQ.eq(DSL.any(heads.values().toArray(Long[]::new))))
                        .and(isIdle())
                        .fetch();
        Set<Long> otherGroups = new HashSet<>();
        for (Record3<Long, Long, Long> first : firsts) {
            otherGroups.add(first.value2());
            if (first.value3() != null) {
                otherGroups.add(first.value3());
            }
        }
        otherGroups.removeAll(heads.keySet());
        heads.putAll(heads(otherGroups));
        promote(
                firsts.stream()
                        .filter(first -> isHead(first, heads))
                        .map(Record3::value1)
                        .toArray(Long[]::new),
                now);
    }

    /// Rows that should be heads and are not. There are none unless somebody wrote the table by
    /// hand.
    void ofHeadless(Instant now) {
        SinkPending earlier = SINK_PENDING.as("earlier");
        promote(
                tx.select(SINK_PENDING.SEQ)
                        .from(SINK_PENDING)
                        .where(ofSink)
                        .and(isIdle())
                        .and(nothingEarlier(earlier, earlier.GROUP_A, SINK_PENDING.GROUP_A))
                        .and(nothingEarlier(earlier, earlier.GROUP_B, SINK_PENDING.GROUP_A))
                        .and(nothingEarlier(earlier, earlier.GROUP_A, SINK_PENDING.GROUP_B))
                        .and(nothingEarlier(earlier, earlier.GROUP_B, SINK_PENDING.GROUP_B))
                        .fetch(SINK_PENDING.SEQ)
                        .toArray(Long[]::new),
                now);
    }

    private static boolean isHead(Record3<Long, Long, Long> row, Map<Long, Long> heads) {
        return row.value1().equals(heads.get(row.value2()))
                && (row.value3() == null || row.value1().equals(heads.get(row.value3())));
    }

    private void promote(Long[] seqs, Instant now) {
        if (seqs.length > 0) {
            tx.update(SINK_PENDING)
                    .set(SINK_PENDING.NEXT_TRY, now)
                    .where(ofSink)
                    .and(SINK_PENDING.SEQ.eq(DSL.any(seqs)))
                    .and(isIdle())
                    .execute();
        }
    }

    /// The lowest seq of each group that has rows.
    private Map<Long, Long> heads(Set<Long> groups) {
        Map<Long, Long> heads = new HashMap<>();
        if (groups.isEmpty()) {
            return heads;
        }
        Table<?> asked = DSL.unnest(groups.toArray(Long[]::new)).as("asked", "hash");
        Field<Long> hash = DSL.field(DSL.name("asked", "hash"), Long.class);
        Field<Long> first =
                DSL.least(lowest(SINK_PENDING.GROUP_A, hash), lowest(SINK_PENDING.GROUP_B, hash));
        for (Record2<Long, Long> row : tx.select(hash, first).from(asked).fetch()) {
            if (row.value2() != null) {
                heads.put(row.value1(), row.value2());
            }
        }
        return heads;
    }

    private Field<Long> lowest(TableField<SinkPendingRecord, Long> column, Field<Long> group) {
        return DSL.field(
                DSL.select(DSL.min(SINK_PENDING.SEQ))
                        .from(SINK_PENDING)
                        .where(ofSink)
                        .and(column.eq(group))
                        .and(SINK_PENDING.HOLDS));
    }

    private static Condition nothingEarlier(
            SinkPending earlier,
            TableField<SinkPendingRecord, Long> column,
            TableField<SinkPendingRecord, Long> group) {
        return DSL.notExists(
                DSL.selectOne()
                        .from(earlier)
                        .where(earlier.ACCOUNT_ID.eq(SINK_PENDING.ACCOUNT_ID))
                        .and(earlier.SINK_ID.eq(SINK_PENDING.SINK_ID))
                        .and(column.eq(group))
                        .and(earlier.HOLDS)
                        .and(earlier.SEQ.lt(SINK_PENDING.SEQ)));
    }

    private static Condition isIdle() {
        return SINK_PENDING.NEXT_TRY.isNull().and(SINK_PENDING.DEAD_AT.isNull());
    }
}
