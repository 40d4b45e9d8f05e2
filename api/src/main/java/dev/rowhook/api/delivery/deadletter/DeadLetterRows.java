package dev.rowhook.api.delivery.deadletter;

import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.Micros;
import dev.rowhook.api.delivery.SeqPlaces;
import dev.rowhook.changelog.Replays;
import dev.rowhook.dispatcher.message.MessageId;
import dev.rowhook.store.jooq.tables.SinkPending;
import dev.rowhook.store.jooq.tables.records.SinkPendingRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.TableField;
import org.jooq.impl.DSL;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the dead letters of a sink: what the role of the API may see of them, which is not what
/// they hold.
final class DeadLetterRows {
    private static final int MAX_WAITING = 1_000;
    private static final List<Field<?>> SHOWN =
            List.of(
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
                    SINK_PENDING.DEAD_REASON,
                    SINK_PENDING.HOLDS,
                    SINK_PENDING.REDRIVEN);

    private final DSLContext db;
    private final DeliverySink sink;

    DeadLetterRows(DSLContext db, DeliverySink sink) {
        this.db = db;
        this.sink = sink;
    }

    /// Those that died last.
    List<DeadLetterRow> newest(Condition filter, Optional<List<Long>> after, int limit) {
        List<SelectFieldOrAsterisk> fields = new ArrayList<>(SHOWN);
        Field<Integer> waiting = waiting();
        fields.add(waiting);
        return db.select(fields)
                .from(SINK_PENDING)
                .where(ofSink(SINK_PENDING))
                .and(SINK_PENDING.DEAD_AT.isNotNull())
                .and(filter)
                .and(SeqPlaces.isAfter(SINK_PENDING.DEAD_AT, SINK_PENDING.SEQ, after))
                .orderBy(SINK_PENDING.DEAD_AT.desc(), SINK_PENDING.SEQ.desc())
                .limit(limit)
                .fetch(row -> new DeadLetterRow(row.into(SINK_PENDING), row.get(waiting)));
    }

    Optional<DeadLetterRow> find(MessageId id) {
        return newest(
                        SINK_PENDING
                                .SEQ
                                .eq(id.seq())
                                .and(SINK_PENDING.INCARNATION.eq(id.incarnation())),
                        Optional.empty(),
                        1)
                .stream()
                .findFirst();
    }

    /// Where a row stands in the list.
    static List<Long> place(DeadLetterRow letter) {
        return SeqPlaces.of(letter.row().getDeadAt(), letter.row().getSeq());
    }

    List<DeadLetterAnswer> answers(List<DeadLetterRow> rows) {
        Map<Integer, String> tables = sink.tables(db);
        Replays replays = sink.replays(db);
        return rows.stream().map(row -> answer(row, tables, replays)).toList();
    }

    private DeadLetterAnswer answer(
            DeadLetterRow letter, Map<Integer, String> tables, Replays replays) {
        SinkPendingRecord row = letter.row();
        return new DeadLetterAnswer(
                sink.message(replays, row.getIncarnation(), row.getSeq()).toString(),
                tables.getOrDefault(row.getRelation(), ""),
                row.getCommitLsn(),
                Micros.instant(row.getCommittedAt()),
                row.getAttempts(),
                Optional.ofNullable(row.getFirstAttemptAt()),
                row.getDeadAt(),
                row.getDeadReason(),
                Optional.ofNullable(row.getLastCode()),
                Optional.ofNullable(row.getLastStatus()),
                row.getHolds(),
                letter.waiting(),
                row.getDeadAt().plus(sink.deadLetterRetention()),
                row.getRedriven());
    }

    /// How many living messages of its groups stand behind a row that holds them. Each group is
    /// read by its own index, and only as far as is counted.
    private Field<Integer> waiting() {
        SinkPending behind = SINK_PENDING.as("behind");
        Select<Record1<Long>> all =
                behind(behind, behind.GROUP_A, SINK_PENDING.GROUP_A)
                        .union(behind(behind, behind.GROUP_B, SINK_PENDING.GROUP_A))
                        .union(behind(behind, behind.GROUP_A, SINK_PENDING.GROUP_B))
                        .union(behind(behind, behind.GROUP_B, SINK_PENDING.GROUP_B));
        Field<Integer> count =
                DSL.field(DSL.select(DSL.least(DSL.count(), DSL.val(MAX_WAITING))).from(all));
        return DSL.when(SINK_PENDING.HOLDS, count).otherwise(0).as("waiting");
    }

    private Select<Record1<Long>> behind(
            SinkPending behind,
            TableField<SinkPendingRecord, Long> column,
            TableField<SinkPendingRecord, Long> group) {
        return DSL.select(behind.SEQ)
                .from(behind)
                .where(ofSink(behind))
                .and(column.eq(group))
                .and(behind.HOLDS)
                .and(behind.DEAD_AT.isNull())
                .and(behind.SEQ.gt(SINK_PENDING.SEQ))
                .limit(MAX_WAITING);
    }

    private Condition ofSink(SinkPending table) {
        return sink.owns(table.ACCOUNT_ID, table.SINK_ID);
    }
}
