package dev.rowhook.dispatcher.pending;

import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;

import org.jooq.BatchBindStep;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Record2;
import org.jooq.Record3;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The messages of one sink that failed alone, and those that wait behind them in their groups.
///
/// A row is a head, and has a time for its next try, if none of its groups has a row of a lower
/// seq. Writes take part in a transaction whose last statement is the fence; the caller sees to
/// that. Thread-safe.
public final class PendingTable {
    private static final int FETCH_SIZE = 10_000;

    private final DSLContext worker;
    private final AccountId account;
    private final SinkId sink;
    private final PendingRecords records;

    public PendingTable(DSLContext worker, AccountId account, SinkId sink, Sealer sealer) {
        this.worker = worker;
        this.account = account;
        this.sink = sink;
        this.records = new PendingRecords(account, sink, sealer);
    }

    /// Adds the groups of all rows that hold them to a filter, and counts these rows.
    public long countInto(BlockedFilter filter) {
        return worker.transactionResult(tx -> {
            long count = 0;
            try (Cursor<Record2<Long, Long>> rows =
                    tx.dsl()
                            .select(SINK_PENDING.GROUP_A, SINK_PENDING.GROUP_B)
                            .from(SINK_PENDING)
                            .where(ofSink())
                            .and(SINK_PENDING.HOLDS)
                            .fetchSize(FETCH_SIZE)
                            .fetchLazy()) {
                for (Record2<Long, Long> row : rows) {
                    filter.add(row.value1());
                    if (row.value2() != null) {
                        filter.add(row.value2());
                    }
                    count++;
                }
            }
            return count;
        });
    }

    /// The seqs of the rows above a place, rising.
    public List<Long> seqsAbove(long mark) {
        return worker.select(SINK_PENDING.SEQ)
                .from(SINK_PENDING)
                .where(ofSink())
                .and(SINK_PENDING.SEQ.gt(mark))
                .orderBy(SINK_PENDING.SEQ)
                .fetch(SINK_PENDING.SEQ);
    }

    /// Which of these groups have rows that hold them.
    public Set<Long> blocked(Collection<Long> groups) {
        Table<?> asked = DSL.unnest(groups.toArray(Long[]::new)).as("asked", "hash");
        Field<Long> hash = DSL.field(DSL.name("asked", "hash"), Long.class);
        return worker.select(hash)
                .from(asked)
                .where(DSL.exists(rowsOf(SINK_PENDING.GROUP_A, hash)))
                .or(DSL.exists(rowsOf(SINK_PENDING.GROUP_B, hash)))
                .fetchSet(hash);
    }

    /// The relation versions that rows name which hold their groups.
    public Set<Integer> relations() {
        return worker.selectDistinct(SINK_PENDING.RELATION)
                .from(SINK_PENDING)
                .where(ofSink())
                .and(SINK_PENDING.HOLDS)
                .fetchSet(SINK_PENDING.RELATION);
    }

    /// Writes rows; those that are there already stay as they are.
    public void insert(DSLContext tx, List<PendingRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Field<?>[] columns = SINK_PENDING.fields();
        BatchBindStep batch =
                tx.batch(
                        tx.insertInto(SINK_PENDING)
                                .columns(columns)
                                .values(new Object[columns.length])
                                .onConflictDoNothing());
        for (PendingRow row : rows) {
            batch = batch.bind(records.write(row).intoArray());
        }
        batch.execute();
    }

    /// Removes rows whose messages were accepted, and gives what follows them in their groups its
    /// turn.
    public void remove(DSLContext tx, Collection<PendingChange> accepted, Instant now) {
        if (accepted.isEmpty()) {
            return;
        }
        tx.deleteFrom(SINK_PENDING)
                .where(ofSink())
                .and(
                        SINK_PENDING.SEQ.eq(
                                DSL.any(
                                        accepted.stream()
                                                .map(PendingChange::seq)
                                                .toArray(Long[]::new))))
                .execute();
        new Promotion(tx, ofSink()).afterRemoval(groups(accepted), now);
    }

    /// Notes that heads failed again. Those whose groups do not wait for them any more give way to
    /// what follows.
    public void update(DSLContext tx, Map<PendingChange, Failure> failures, Instant now) {
        if (failures.isEmpty()) {
            return;
        }
        new PendingFailures(tx, account, sink).write(failures);
        List<PendingChange> passed =
                failures.entrySet().stream()
                        .filter(one -> one.getKey().holds() && !one.getValue().holds())
                        .map(Map.Entry::getKey)
                        .toList();
        new Promotion(tx, ofSink()).afterRemoval(groups(passed), now);
    }

    private static Set<Long> groups(Collection<PendingChange> changes) {
        Set<Long> groups = new HashSet<>();
        for (PendingChange change : changes) {
            groups.add(change.message().groupA());
            groups.add(change.message().groupB());
        }
        return groups;
    }

    /// What people want of the dead letters, and the end of those that are too old.
    public DeadLetters deadLetters() {
        return new DeadLetters(account, sink, ofSink());
    }

    /// The end of all but its dead letters.
    public PendingDrop drop() {
        return new PendingDrop(ofSink());
    }

    /// Gives every row that is the first of its groups, but has no time for its next try, one.
    public void promoteHeadless(DSLContext tx, Instant now) {
        new Promotion(tx, ofSink()).ofHeadless(now);
    }

    /// No row waits beyond this time: it was written by a node whose clock was ahead, or when the
    /// sink had longer pauses.
    public void bringForward(DSLContext tx, Instant latest) {
        tx.update(SINK_PENDING)
                .set(SINK_PENDING.NEXT_TRY, latest)
                .where(ofSink())
                .and(SINK_PENDING.NEXT_TRY.gt(latest))
                .execute();
    }

    /// Heads whose time has come, those that waited longest first.
    public List<PendingChange> due(Instant now, Collection<Long> except, int limit, long maxBytes) {
        return load(
                choose(
                        sizes().and(SINK_PENDING.NEXT_TRY.le(now))
                                .and(SINK_PENDING.SEQ.ne(DSL.all(except.toArray(Long[]::new))))
                                .orderBy(SINK_PENDING.NEXT_TRY, SINK_PENDING.SEQ)
                                .limit(limit)
                                .fetch(),
                        maxBytes));
    }

    /// A head of one group, and what follows it in that group and belongs to no other.
    public List<PendingChange> run(PendingChange head, int limit, long maxBytes) {
        long group = head.message().groupA();
        if (head.message().hasTwoGroups() || limit == 1 || !head.holds()) {
            return List.of(head);
        }
        Long shared =
                worker.select(DSL.min(SINK_PENDING.SEQ))
                        .from(SINK_PENDING)
                        .where(ofSink())
                        .and(SINK_PENDING.GROUP_B.eq(group))
                        .and(SINK_PENDING.HOLDS)
                        .fetchOneInto(Long.class);
        List<Record3<Long, Integer, Long>> followers =
                sizes().and(SINK_PENDING.GROUP_A.eq(group))
                        .and(SINK_PENDING.SEQ.gt(head.seq()))
                        .and(SINK_PENDING.HOLDS)
                        .orderBy(SINK_PENDING.SEQ)
                        .limit(limit - 1)
                        .fetch();
        List<Record3<Long, Integer, Long>> own = new ArrayList<>();
        for (Record3<Long, Integer, Long> follower : followers) {
            if (follower.value3() != null || (shared != null && follower.value1() > shared)) {
                break;
            }
            own.add(follower);
        }
        List<PendingChange> run = new ArrayList<>();
        run.add(head);
        long room = maxBytes - head.message().bytes();
        if (room > 0 && !own.isEmpty() && own.getFirst().value2() <= room) {
            run.addAll(load(choose(own, room)));
        }
        return run;
    }

    /// When the next head is due.
    public Optional<Instant> nextDue(Collection<Long> except) {
        return Optional.ofNullable(
                worker.select(DSL.min(SINK_PENDING.NEXT_TRY))
                        .from(SINK_PENDING)
                        .where(ofSink())
                        .and(SINK_PENDING.SEQ.ne(DSL.all(except.toArray(Long[]::new))))
                        .fetchOneInto(Instant.class));
    }

    private SelectConditionStep<Record3<Long, Integer, Long>> sizes() {
        return worker.select(
                        SINK_PENDING.SEQ,
                        DSL.function("octet_length", SQLDataType.INTEGER, SINK_PENDING.CHANGE),
                        SINK_PENDING.GROUP_B)
                .from(SINK_PENDING)
                .where(ofSink());
    }

    /// The first ones that fit, at least one.
    private static List<Long> choose(List<Record3<Long, Integer, Long>> sizes, long maxBytes) {
        List<Long> chosen = new ArrayList<>();
        long bytes = 0;
        for (Record3<Long, Integer, Long> size : sizes) {
            bytes += size.value2();
            if (!chosen.isEmpty() && bytes > maxBytes) {
                break;
            }
            chosen.add(size.value1());
        }
        return chosen;
    }

    private List<PendingChange> load(List<Long> seqs) {
        if (seqs.isEmpty()) {
            return List.of();
        }
        return worker.selectFrom(SINK_PENDING)
                .where(ofSink())
                .and(SINK_PENDING.SEQ.eq(DSL.any(seqs.toArray(Long[]::new))))
                .orderBy(SINK_PENDING.SEQ)
                .fetch(records::read);
    }

    private Select<Record1<Integer>> rowsOf(Field<Long> column, Field<Long> group) {
        return DSL.selectOne()
                .from(SINK_PENDING)
                .where(ofSink())
                .and(column.eq(group))
                .and(SINK_PENDING.HOLDS);
    }

    private Condition ofSink() {
        return SINK_PENDING
                .ACCOUNT_ID
                .eq(account.value())
                .and(SINK_PENDING.SINK_ID.eq(sink.value()));
    }
}
