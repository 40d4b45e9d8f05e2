package dev.rowhook.api.delivery.message;

import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.store.jooq.tables.SinkPending;
import dev.rowhook.store.jooq.tables.records.SinkPendingRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Messages that failed, and those that wait behind one, in the order of the log: what the role of
/// the API may see of them, which is not what they hold.
final class PendingRows implements MessageRows<Record> {
    private static final SinkPending EARLIER = SINK_PENDING.as("earlier");
    private static final Condition RETRYING = SINK_PENDING.NEXT_TRY.isNotNull();
    private static final Condition WAITING =
            SINK_PENDING.NEXT_TRY.isNull().and(SINK_PENDING.DEAD_AT.isNull());
    private static final List<Field<?>> SHOWN =
            List.of(
                    SINK_PENDING.SEQ,
                    SINK_PENDING.RELATION,
                    SINK_PENDING.INCARNATION,
                    SINK_PENDING.COMMIT_LSN,
                    SINK_PENDING.COMMITTED_AT,
                    SINK_PENDING.ATTEMPTS,
                    SINK_PENDING.FIRST_ATTEMPT_AT,
                    SINK_PENDING.NEXT_TRY,
                    SINK_PENDING.LAST_CODE,
                    SINK_PENDING.LAST_STATUS);

    private final DSLContext db;
    private final DeliverySink sink;
    private final List<Condition> kinds;
    private final Field<Long> waitsFor;

    private PendingRows(DSLContext db, DeliverySink sink, List<Condition> kinds) {
        this.db = db;
        this.sink = sink;
        this.kinds = kinds;
        this.waitsFor = waitsFor();
    }

    static PendingRows all(DSLContext db, DeliverySink sink) {
        return new PendingRows(db, sink, List.of(RETRYING, WAITING));
    }

    static PendingRows retrying(DSLContext db, DeliverySink sink) {
        return new PendingRows(db, sink, List.of(RETRYING));
    }

    static PendingRows waiting(DSLContext db, DeliverySink sink) {
        return new PendingRows(db, sink, List.of(WAITING));
    }

    /// Each kind by its own index, and all of them in one statement, for a row may become of the
    /// other kind meanwhile.
    @Override
    public List<Record> read(Optional<List<Long>> after, int limit) {
        Table<?> rows =
                kinds.stream()
                        .map(kind -> rows(kind, after, limit))
                        .reduce(Select::unionAll)
                        .orElseThrow()
                        .asTable("listed");
        return List.copyOf(
                db.selectFrom(rows).orderBy(rows.field(SINK_PENDING.SEQ)).limit(limit).fetch());
    }

    private Select<Record> rows(Condition kind, Optional<List<Long>> after, int limit) {
        List<SelectFieldOrAsterisk> fields = new ArrayList<>(SHOWN);
        fields.add(waitsFor);
        return DSL.select(fields)
                .from(SINK_PENDING)
                .where(ofSink(SINK_PENDING))
                .and(kind)
                .and(SINK_PENDING.SEQ.gt(after.map(List::getFirst).orElse(0L)))
                .orderBy(SINK_PENDING.SEQ)
                .limit(limit);
    }

    @Override
    public List<Long> place(Record row) {
        return List.of(row.get(SINK_PENDING.SEQ));
    }

    @Override
    public List<ListedMessage> answers(List<Record> rows) {
        MessageNames names = new MessageNames(db, sink);
        Map<Long, Integer> incarnations = incarnations(rows);
        return rows.stream()
                .map(row -> {
                    Optional<String> behind =
                            Optional.ofNullable(row.get(waitsFor))
                                    .flatMap(seq ->
                                            Optional.ofNullable(incarnations.get(seq))
                                                    .map(one -> names.webhookId(one, seq)));
                    return answer(row.into(SINK_PENDING), behind, names);
                })
                .toList();
    }

    private static ListedMessage answer(
            SinkPendingRecord row, Optional<String> behind, MessageNames names) {
        return new ListedMessage(
                names.of(
                        row.getIncarnation(),
                        row.getSeq(),
                        row.getRelation(),
                        row.getCommitLsn(),
                        Optional.of(row.getCommittedAt())),
                row.getNextTry() == null ? MessageState.WAITING : MessageState.PENDING,
                new ListedMessage.Tries(
                        Optional.of(row.getAttempts()),
                        Optional.ofNullable(row.getFirstAttemptAt()),
                        Optional.ofNullable(row.getLastCode()),
                        Optional.ofNullable(row.getLastStatus()),
                        Optional.ofNullable(row.getNextTry()),
                        behind),
                ListedMessage.End.NONE);
    }

    /// Of the messages that these wait for.
    private Map<Long, Integer> incarnations(List<Record> rows) {
        Long[] seqs =
                rows.stream()
                        .map(row -> row.get(waitsFor))
                        .filter(Objects::nonNull)
                        .distinct()
                        .toArray(Long[]::new);
        return db.select(SINK_PENDING.SEQ, SINK_PENDING.INCARNATION)
                .from(SINK_PENDING)
                .where(ofSink(SINK_PENDING))
                .and(SINK_PENDING.SEQ.eq(DSL.any(seqs)))
                .fetchMap(SINK_PENDING.SEQ, SINK_PENDING.INCARNATION);
    }

    /// The first row that holds one of the groups of a row without a turn, each read by its index.
    private Field<Long> waitsFor() {
        Field<Long> first =
                DSL.least(
                        first(EARLIER.GROUP_A, SINK_PENDING.GROUP_A),
                        first(EARLIER.GROUP_B, SINK_PENDING.GROUP_A),
                        first(EARLIER.GROUP_A, SINK_PENDING.GROUP_B),
                        first(EARLIER.GROUP_B, SINK_PENDING.GROUP_B));
        return DSL.when(SINK_PENDING.NEXT_TRY.isNull(), first).as("waits_for");
    }

    private Field<Long> first(
            TableField<SinkPendingRecord, Long> column, TableField<SinkPendingRecord, Long> group) {
        return DSL.field(
                DSL.select(DSL.min(EARLIER.SEQ))
                        .from(EARLIER)
                        .where(ofSink(EARLIER))
                        .and(column.eq(group))
                        .and(EARLIER.HOLDS)
                        .and(EARLIER.SEQ.lt(SINK_PENDING.SEQ)));
    }

    private Condition ofSink(SinkPending table) {
        return sink.owns(table.ACCOUNT_ID, table.SINK_ID);
    }
}
