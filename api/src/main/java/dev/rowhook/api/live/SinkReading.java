package dev.rowhook.api.live;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.count.LatestCounts;
import dev.rowhook.api.sink.WatchedSink;

import org.jooq.DSLContext;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads how a sink is, what it counted, and its new attempts, all in one transaction. Of one
/// thread.
final class SinkReading implements Reading {
    private final AccountTransactions transactions;
    private final DeliverySink sink;
    private final Duration countPause;
    private final Told state;
    private final Told counts;
    private final AttemptTrace attempts;
    private long countedAt;
    private Optional<Duration> putOff = Optional.empty();

    SinkReading(
            AccountTransactions transactions,
            DeliverySink sink,
            LiveLimits limits,
            JsonMapper json) {
        this.transactions = transactions;
        this.sink = sink;
        this.countPause = limits.countPause();
        this.state = new Told(EventKind.STATE, json);
        this.counts = new Told(EventKind.COUNTS, json);
        this.attempts = new AttemptTrace(sink, limits.attempts(), json);
        this.countedAt = System.nanoTime() - countPause.toNanos();
    }

    @Override
    public Optional<Duration> read(List<LiveStream> streams, List<LiveStream> joined) {
        putOff = Optional.empty();
        boolean there = transactions.read(sink.account(), db -> tellIfThere(db, streams, joined));
        if (!there) {
            streams.forEach(stream -> stream.queue().end(EndReason.SINK_DELETED));
        }
        return putOff;
    }

    private boolean tellIfThere(DSLContext db, List<LiveStream> streams, List<LiveStream> joined) {
        Optional<? extends Record> now = WatchedSink.state(db, sink.account(), sink.id());
        if (now.isEmpty()) {
            return false;
        }
        state.tell(now.get(), streams, joined);
        if (wanted(streams, EventKind.COUNTS)) {
            count(db, streams, joined);
        }
        if (wanted(streams, EventKind.ATTEMPT)) {
            attempts.tell(db, streams, joined);
        }
        return true;
    }

    private void count(DSLContext db, List<LiveStream> streams, List<LiveStream> joined) {
        Duration left = countPause.minusNanos(System.nanoTime() - countedAt);
        if (left.isPositive()) {
            putOff = Optional.of(left);
            counts.repeat(joined);
        } else {
            countedAt = System.nanoTime();
            counts.tell(LatestCounts.read(db, sink, Instant.now()), streams, joined);
        }
    }

    private static boolean wanted(List<LiveStream> streams, EventKind kind) {
        return streams.stream().anyMatch(stream -> stream.wish().has(kind));
    }
}
