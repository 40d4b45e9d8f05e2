package dev.rowhook.api.live;

import dev.rowhook.core.DatabaseId;

import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Something that streams watch. It is read on a virtual thread of its own, when it may have
/// changed and at most so often; while nothing changes the thread waits and holds nothing.
///
/// Thread-safe.
final class Topic {
    private static final Logger log = LoggerFactory.getLogger(Topic.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final DatabaseId database;
    private final Reading reading;
    private final Semaphore readers;
    private final Duration pause;
    private final List<LiveStream> streams = new CopyOnWriteArrayList<>();
    private final Semaphore signals = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    /// @param database of which a change may be one of this
    /// @param readers of which each reading takes one
    /// @param pause between two readings
    Topic(DatabaseId database, Reading reading, Semaphore readers, Duration pause) {
        this.database = database;
        this.reading = reading;
        this.readers = readers;
        this.pause = pause;
        this.thread = Thread.ofVirtual().name("live " + database).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void close() {
        closed = true;
        signals.release();
    }

    DatabaseId database() {
        return database;
    }

    void join(LiveStream stream) {
        streams.add(stream);
        changed();
    }

    /// Whether nobody is left.
    boolean leave(LiveStream stream) {
        streams.remove(stream);
        return streams.isEmpty();
    }

    /// It may have changed.
    void changed() {
        signals.release();
    }

    private void run() {
        try {
            Set<LiveStream> known = new HashSet<>();
            Optional<Duration> again = Optional.empty();
            await(again);
            while (!closed) {
                again = read(known);
                Thread.sleep(pause);
                await(again);
            }
        } catch (InterruptedException e) {
            // The end.
        }
    }

    private void await(Optional<Duration> atMost) throws InterruptedException {
        if (atMost.isPresent()) {
            boolean _ = signals.tryAcquire(atMost.get().toNanos(), TimeUnit.NANOSECONDS);
        } else {
            signals.acquire();
        }
        signals.drainPermits();
    }

    private Optional<Duration> read(Set<LiveStream> known) throws InterruptedException {
        List<LiveStream> now = List.copyOf(streams);
        List<LiveStream> joined = new ArrayList<>(now);
        joined.removeAll(known);
        readers.acquire();
        try {
            Optional<Duration> again = reading.read(now, joined);
            known.clear();
            known.addAll(now);
            return again;
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("database", database)
                    .addKeyValue("sqlstate", e.sqlState())
                    .log("what is watched not read, trying again");
            return Optional.of(RETRY);
        } finally {
            readers.release();
        }
    }
}
