package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CONDITION;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;
import static dev.rowhook.store.jooq.Tables.SINK_SKIP;

import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.SinkCursorRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/// Gives up the oldest of a log when the logs of its account are full: what sinks have not been
/// sent there is put on record, and their positions are moved behind it. The segment itself goes as
/// one that no sink needs.
///
/// All that belongs to the move of a sink is one transaction under its fence. Thread-safe.
public final class LogExpiry {
    /// The condition of a sink that was moved, and of its database.
    public static final String CODE = "log_expired";

    /// The share of what the logs may take, in percent, below which nothing more is given up.
    public static final int ENOUGH = 90;

    private static final Logger log = LoggerFactory.getLogger(LogExpiry.class);

    private static final String REMEDY =
            "A backfill of the sink brings the rows as they are now; deletes are not sent any more."
                    + " Let the sink catch up, or set on_log_full of the account to hold_source.";

    // A segment that no sink needs goes before all others, by its owner.
    private static final String OLDEST =
            """
            select s.database_id, s.last_seq, needed
            from rowhook.log_segment s
            join rowhook.log_position p on p.account_id = s.account_id and p.database_id = s.database_id,
            lateral (select exists (select 1 from rowhook.sink_cursor c
                                    where c.account_id = s.account_id and c.database_id = s.database_id
                                      and not c.off and c.mark < s.last_seq) as needed) n
            where s.account_id = ? and s.last_seq is not null and p.lease_until > now()
            order by needed, s.closed_at, s.database_id, s.number
            limit 1
            """;

    private final DSLContext worker;
    private final Lease lease;
    private final SinkCursors cursors;
    private final SinkConditions conditions;

    public LogExpiry(DSLContext worker, Lease lease) {
        this.worker = worker;
        this.lease = lease;
        this.cursors = new SinkCursors(worker);
        this.conditions = new SinkConditions(worker, lease);
    }

    /// The last seq of the segment that is to be given up next, if that is one of this log: the one
    /// that was closed first of all that the logs of the account have. Logs that nobody looks after
    /// at present give up nothing.
    public OptionalLong next() {
        return worker.resultQuery(OLDEST, lease.account().value()).fetchOptional().stream()
                .filter(row -> lease.database().value().equals(row.get(0)))
                .filter(row -> row.get("needed", Boolean.class))
                .mapToLong(row -> row.get("last_seq", Long.class))
                .findFirst();
    }

    /// Whether something more of the logs of an account that are full is to be given up.
    public static boolean isDue(LogDisk disk) {
        return disk.expires() && disk.takes(ENOUGH);
    }

    /// The sinks that need something of the log up to a seq.
    public List<SinkId> behind(long seq) {
        return worker.select(SINK_CURSOR.SINK_ID)
                .from(SINK_CURSOR)
                .where(ofDatabase())
                .andNot(SINK_CURSOR.OFF)
                .and(SINK_CURSOR.MARK.lt(seq))
                .orderBy(SINK_CURSOR.SINK_ID)
                .fetch(row -> new SinkId(row.value1()));
    }

    /// Moves a sink that has no worker behind a seq, unless it is there, or there is room by now.
    /// What is done beyond it stays done, and what failed or waits stays with its own copy.
    ///
    /// @throws LeaseLostException if another owner took the database; then nothing was moved
    public void move(SinkId sink, long seq) {
        worker.transaction(tx -> move(tx.dsl(), sink, seq));
    }

    private void move(DSLContext tx, SinkId sink, long seq) {
        // Before the cursor, as whoever drops segments does.
        LogPlaces places = new LogPlaces(tx, lease.account(), lease.database());
        places.keep();
        Optional<SinkCursorRecord> found = cursor(tx, sink, seq);
        if (found.isEmpty() || !isDue(LogDisk.read(tx, lease.account()))) {
            return;
        }
        SinkCursorRecord cursor = found.get();
        long first = cursor.getMark() + 1;
        long[] done = SinkCursor.of(cursor).doneBeyond();
        new SinkSkips(tx, lease, sink)
                .giveUp(
                        places.point(first),
                        places.point(seq),
                        withPending(tx, sink, first, seq, done));
        cursor.setMark(seq);
        cursor.setDone(
                RisingSeqs.encode(seq, Arrays.stream(done).filter(one -> one > seq).toArray()));
        cursor.update();
        tell(tx, sink);
        cursors.announce(tx, lease);
        cursors.fence(tx, lease, sink);
        log.atWarn()
                .addKeyValue("sink", sink)
                .addKeyValue("seq", first)
                .addKeyValue("until", seq)
                .log("log is full, sink moved forward");
    }

    /// The names of the sinks that were moved since there was room.
    public List<String> moved() {
        return worker.select(SINK.NAME)
                .from(SINK_CONDITION)
                .join(SINK)
                .on(
                        SINK.ACCOUNT_ID.eq(SINK_CONDITION.ACCOUNT_ID),
                        SINK.ID.eq(SINK_CONDITION.SINK_ID))
                .where(ofExpired())
                .orderBy(SINK.NAME)
                .fetch(row -> row.value1());
    }

    /// There is room: nothing is told any more. What was given up stays on record.
    ///
    /// @throws LeaseLostException if another owner took the database
    public void forget() {
        worker.transaction(tx -> {
            int told = tx.dsl().deleteFrom(SINK_CONDITION).where(ofExpired()).execute();
            if (told > 0) {
                cursors.announce(tx.dsl(), lease);
                LogPositions.requireHeld(tx.dsl(), lease);
            }
        });
    }

    private Optional<SinkCursorRecord> cursor(DSLContext tx, SinkId sink, long seq) {
        return tx.selectFrom(SINK_CURSOR)
                .where(ofDatabase())
                .and(SINK_CURSOR.SINK_ID.eq(sink.value()))
                .forUpdate()
                .fetchOptional()
                .filter(row -> !row.getOff() && row.getMark() < seq);
    }

    /// What is not given up there, rising: what is done, and what failed or waits.
    private long[] withPending(DSLContext tx, SinkId sink, long from, long until, long[] done) {
        LongStream pending =
                tx
                        .select(SINK_PENDING.SEQ)
                        .from(SINK_PENDING)
                        .where(SINK_PENDING.ACCOUNT_ID.eq(lease.account().value()))
                        .and(SINK_PENDING.SINK_ID.eq(sink.value()))
                        .and(SINK_PENDING.SEQ.between(from, until))
                        .fetch(SINK_PENDING.SEQ)
                        .stream()
                        .mapToLong(Long::longValue);
        return LongStream.concat(Arrays.stream(done).filter(seq -> seq <= until), pending)
                .sorted()
                .distinct()
                .toArray();
    }

    private void tell(DSLContext tx, SinkId sink) {
        long skipped =
                tx.selectFrom(SINK_SKIP)
                        .where(SINK_SKIP.ACCOUNT_ID.eq(lease.account().value()))
                        .and(SINK_SKIP.SINK_ID.eq(sink.value()))
                        .and(SINK_SKIP.CAUSE.eq(SinkSkips.LOG_FULL))
                        .orderBy(SINK_SKIP.FROM_SEQ.desc())
                        .limit(1)
                        .fetch(row -> SinkSkip.of(row).most())
                        .getFirst();
        String message =
                "The logs of the account were full, and the oldest was given up: the sink was not sent up to %d messages. skipped has where they were."
                        .formatted(skipped);
        conditions.tell(
                tx, new SinkConditions.Key(sink, CODE), new SinkConditions.Told(message, REMEDY));
    }

    private Condition ofDatabase() {
        return SINK_CURSOR
                .ACCOUNT_ID
                .eq(lease.account().value())
                .and(SINK_CURSOR.DATABASE_ID.eq(lease.database().value()));
    }

    private Condition ofExpired() {
        return SINK_CONDITION
                .ACCOUNT_ID
                .eq(lease.account().value())
                .and(SINK_CONDITION.CODE.eq(CODE))
                .and(
                        SINK_CONDITION.SINK_ID.in(
                                DSL.select(SINK_CURSOR.SINK_ID)
                                        .from(SINK_CURSOR)
                                        .where(ofDatabase())));
    }
}
