package dev.rowhook.dispatcher;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.LeaseLostException;
import dev.rowhook.changelog.SinkCursors;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Saves the cursors that moved, those of all sinks of one database at once, a few times a second
/// at most. Sleeps while none moves. Thread-safe.
final class CursorSaver {
    private static final Logger log = LoggerFactory.getLogger(CursorSaver.class);
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Records> moved = new HashSet<>();
    private final DSLContext worker;
    private final SinkCursors cursors;
    private final Lease lease;
    private final Runnable afterSave;
    private boolean stopping;

    /// @param afterSave is called after each save
    CursorSaver(DSLContext worker, Lease lease, Runnable afterSave) {
        this.worker = worker;
        this.cursors = new SinkCursors(worker);
        this.lease = lease;
        this.afterSave = afterSave;
    }

    /// The cursor of a sink moved.
    void moved(Records records) {
        lock.lock();
        try {
            if (moved.add(records) && moved.size() == 1) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Saves until it is told to stop.
    ///
    /// @throws LeaseLostException if another owner took the database
    void run() throws InterruptedException {
        List<Records> due = next();
        while (!due.isEmpty()) {
            save(due);
            due = next();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopping = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// What moved, after a short while in which more of it comes together; empty if this stops.
    private List<Records> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (moved.isEmpty() && !stopping) {
                changed.await();
            }
            long left = INTERVAL.toNanos();
            while (left > 0 && !stopping) {
                left = changed.awaitNanos(left);
            }
            List<Records> due = stopping ? List.of() : List.copyOf(moved);
            moved.clear();
            return due;
        } finally {
            lock.unlock();
        }
    }

    private void movedAgain(Records records) {
        if (!records.isClosed()) {
            moved(records);
        }
    }

    private void save(List<Records> due) {
        Map<Records, Snapshot> open = new LinkedHashMap<>();
        boolean saved = false;
        try {
            for (Records records : due) {
                // A sink that is writing its cursor just now needs no second one.
                records.beginSave()
                        .ifPresentOrElse(
                                snapshot -> open.put(records, snapshot), () -> movedAgain(records));
            }
            worker.transaction(tx -> Snapshots.save(tx.dsl(), cursors, lease, open.values()));
            saved = true;
            afterSave.run();
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("database", lease.database())
                    .addKeyValue("error", DatabaseErrors.describe(e))
                    .log("cursors not saved, trying again");
            due.forEach(this::movedAgain);
        } finally {
            for (Map.Entry<Records, Snapshot> one : open.entrySet()) {
                if (saved) {
                    one.getKey().saved();
                } else {
                    one.getKey().notSaved(one.getValue());
                }
            }
        }
    }
}
