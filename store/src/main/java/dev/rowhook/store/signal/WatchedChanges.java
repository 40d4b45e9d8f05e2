package dev.rowhook.store.signal;

import dev.rowhook.core.DatabaseId;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Notifies those who watch a database, on whichever node they are, of what this node writes about
/// it.
///
/// Of a database that nobody watches it notifies nobody: then a change costs a look into a map.
/// Whoever watches says so again and again ([#WATCHED_FOR]), so that nobody has to say that it is
/// over. Changes of a short while, those of all databases, are one transaction beside those that
/// made them. One that is not told, for our Postgres does not answer, is not told later: the next
/// one is.
///
/// Thread-safe.
public final class WatchedChanges implements ChangeWatch, AutoCloseable {
    /// So long a database counts as watched.
    public static final Duration WATCHED_FOR = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(WatchedChanges.class);
    private static final Duration GATHER = Duration.ofMillis(50);

    private final DSLContext worker;
    private final Map<DatabaseId, Long> watchedUntil = new ConcurrentHashMap<>();
    private final Set<DatabaseId> waiting = ConcurrentHashMap.newKeySet();
    private final Semaphore signals = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("watched-changes").unstarted(this::run);
    private volatile boolean closed;

    /// @param worker of the worker's role
    public WatchedChanges(DSLContext worker) {
        this.worker = worker;
    }

    /// Begins to notify.
    public void start() {
        thread.start();
    }

    /// Somebody watches the database. What was written before this was heard is told as well.
    public void watched(DatabaseId database) {
        long now = System.nanoTime();
        watchedUntil.values().removeIf(until -> until - now < 0);
        if (watchedUntil.put(database, now + WATCHED_FOR.toNanos()) == null) {
            changed(database);
        }
    }

    @Override
    public void changed(DatabaseId database) {
        Long until = watchedUntil.get(database);
        if (until != null && until - System.nanoTime() > 0 && waiting.add(database)) {
            signals.release();
        }
    }

    private void run() {
        try {
            signals.acquire();
            while (!closed) {
                Thread.sleep(GATHER);
                signals.drainPermits();
                Set<DatabaseId> told = new HashSet<>(waiting);
                // What changes from now on may not be seen by who is told now.
                waiting.removeAll(told);
                tell(told);
                signals.acquire();
            }
        } catch (InterruptedException e) {
            // The end.
        }
    }

    private void tell(Set<DatabaseId> databases) {
        if (databases.isEmpty() || closed) {
            return;
        }
        try {
            Notifications.send(worker, Channel.CHANGED, databases);
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("sqlstate", e.sqlState())
                    .log("whoever watches databases was not told of a change");
        }
    }

    @Override
    public void close() {
        closed = true;
        signals.release();
    }
}
