package dev.rowhook.server.runtime;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;

import dev.rowhook.core.DatabaseId;

import org.jooq.DSLContext;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Waits until the owner of a database has acknowledged a version of its settings. Thread-safe.
final class AppliedVersions {
    private final DSLContext worker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long changes;

    AppliedVersions(DSLContext worker) {
        this.worker = worker;
    }

    /// Some owner has acknowledged something.
    void signal() {
        lock.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Whether the version was acknowledged within this time.
    boolean await(DatabaseId database, long version, Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        long seen = changes();
        while (!isApplied(database, version)) {
            lock.lockInterruptibly();
            try {
                // What was signalled since the look-up began has not been looked at.
                while (changes == seen) {
                    if (nanos <= 0) {
                        return false;
                    }
                    nanos = changed.awaitNanos(nanos);
                }
                seen = changes;
            } finally {
                lock.unlock();
            }
        }
        return true;
    }

    private long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    private boolean isApplied(DatabaseId database, long version) {
        return worker.fetchExists(
                LOG_POSITION,
                LOG_POSITION
                        .DATABASE_ID
                        .eq(database.value())
                        .and(LOG_POSITION.SETTINGS_VERSION.ge(version)));
    }
}
