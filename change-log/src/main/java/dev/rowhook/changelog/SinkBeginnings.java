package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.SinkCursorRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Writes in the transaction that acknowledges settings where sinks begin: with their first change,
/// if they are new, at the end of the log if they were disabled, and with the tags that say what
/// they want now.
final class SinkBeginnings {
    private static final Logger log = LoggerFactory.getLogger(SinkBeginnings.class);

    private final DSLContext tx;
    private final Lease lease;
    private final Coverage now;

    /// @param now from here on tags heed the settings
    SinkBeginnings(DSLContext tx, Lease lease, Coverage now) {
        this.tx = tx;
        this.lease = lease;
        this.now = now;
    }

    void write(List<LogSettings.Sink> sinks) {
        Map<UUID, SinkCursorRecord> known =
                tx.select(SINK_CURSOR.SINK_ID, SINK_CURSOR.MATCHED_VERSION, SINK_CURSOR.OFF)
                        .from(SINK_CURSOR)
                        .where(ofDatabase())
                        .fetchMap(SINK_CURSOR.SINK_ID, row -> row.into(SINK_CURSOR));
        boolean inThePast =
                sinks.stream()
                        .anyMatch(sink ->
                                !known.containsKey(sink.id().value())
                                        && !(sink.start() instanceof LogPlace.End));
        if (inThePast) {
            Segments.keep(tx, lease.account(), lease.database());
        }
        // In one order for every transaction, so that two of them cannot lock each other out.
        sinks.stream()
                .sorted(Comparator.comparing(sink -> sink.id().value()))
                .forEach(sink -> write(sink, Optional.ofNullable(known.get(sink.id().value()))));
    }

    private void write(LogSettings.Sink sink, Optional<SinkCursorRecord> known) {
        if (known.isEmpty()) {
            insert(sink);
            return;
        }
        boolean goesOn = known.get().getOff() && sink.enabled();
        if (goesOn || known.get().getMatchedVersion() != sink.matchVersion()) {
            SinkCursorRecord change = new SinkCursorRecord();
            setMatched(change, sink);
            if (goesOn) {
                new SinkSkips(tx, lease, sink.id()).end(now.seq());
                change.setMark(now.seq() - 1);
                change.setDone(new byte[0]);
                change.setOff(false);
            }
            tx.update(SINK_CURSOR)
                    .set(change)
                    .where(ofDatabase())
                    .and(SINK_CURSOR.SINK_ID.eq(sink.id().value()))
                    .execute();
        }
    }

    private void insert(LogSettings.Sink sink) {
        long first = first(sink);
        SinkCursorRecord cursor = new SinkCursorRecord();
        cursor.setAccountId(lease.account().value());
        cursor.setSinkId(sink.id().value());
        cursor.setDatabaseId(lease.database().value());
        cursor.setEpoch(lease.epoch());
        cursor.setStartSeq(first);
        cursor.setMark(first - 1);
        cursor.setTagsFrom(first < now.seq() ? now.seq() : 0L);
        setMatched(cursor, sink);
        tx.insertInto(SINK_CURSOR).set(cursor).onConflictDoNothing().execute();
    }

    private void setMatched(SinkCursorRecord cursor, LogSettings.Sink sink) {
        cursor.setMatchedVersion(sink.matchVersion());
        cursor.setMatchedSeq(now.seq());
        cursor.setMatchedLsn(now.lsn().value());
        cursor.setMatchedIncarnation(now.incarnation());
        cursor.setMatchedTime(now.time());
    }

    /// The seq that a new sink begins with. What it was promised when it was made may be gone if it
    /// took long to begin: then it begins as early as it can.
    private long first(LogSettings.Sink sink) {
        if (sink.start() instanceof LogPlace.End) {
            return now.seq();
        }
        Optional<Coverage> covered =
                new TableCoverage(tx, lease.account(), lease.database()).of(sink.tables());
        LogPlaces places = new LogPlaces(tx, lease.account(), lease.database());
        return switch (places.find(sink.start(), covered)) {
            case LogPlaces.Answer.Found(LogPoint point) -> Math.min(point.seq(), now.seq());
            case LogPlaces.Answer.Beyond _ -> now.seq();
            case LogPlaces.Answer.TooEarly(Optional<LogPoint> earliest) -> {
                tell(sink.id());
                yield earliest.map(point -> Math.min(point.seq(), now.seq())).orElse(now.seq());
            }
        };
    }

    private static void tell(SinkId sink) {
        log.atWarn()
                .addKeyValue("sink", sink)
                .log("start is no longer in the log, sink starts later");
    }

    private Condition ofDatabase() {
        return SINK_CURSOR
                .ACCOUNT_ID
                .eq(lease.account().value())
                .and(SINK_CURSOR.DATABASE_ID.eq(lease.database().value()));
    }
}
