package dev.rowhook.server.runtime;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_ORDER;
import static dev.rowhook.store.jooq.Tables.SINK_REPLAY;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.OrderId;
import dev.rowhook.core.ReplayId;
import dev.rowhook.core.SinkId;

import org.jooq.DSLContext;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Waits until the owner of a database has acknowledged a version of its settings, or of those of a
/// sink, or has carried out an order or a replay. Thread-safe.
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

    /// Whether the version of a database's settings was acknowledged within this time.
    boolean await(DatabaseId database, long version, Duration atMost) throws InterruptedException {
        return await(() -> isApplied(database, version), atMost);
    }

    /// Whether the version of a sink's settings was in effect within this time.
    boolean await(AccountId account, SinkId sink, long version, Duration atMost)
            throws InterruptedException {
        return await(() -> isApplied(account, sink, version), atMost);
    }

    /// Whether an order was carried out within this time.
    boolean await(AccountId account, OrderId order, Duration atMost) throws InterruptedException {
        return await(() -> isDone(account, order), atMost);
    }

    /// Whether a sink was set back within this time, or that was refused.
    boolean await(AccountId account, ReplayId replay, Duration atMost) throws InterruptedException {
        return await(() -> isDone(account, replay), atMost);
    }

    private boolean await(BooleanSupplier isApplied, Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        long seen = changes();
        while (!isApplied.getAsBoolean()) {
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

    /// A sink without a place in the log has no worker yet: its first one runs by the newest
    /// settings.
    private boolean isApplied(AccountId account, SinkId sink, long version) {
        return !worker.fetchExists(
                SINK_CURSOR,
                SINK_CURSOR
                        .ACCOUNT_ID
                        .eq(account.value())
                        .and(SINK_CURSOR.SINK_ID.eq(sink.value()))
                        .and(SINK_CURSOR.SETTINGS_VERSION.lt(version)));
    }

    private boolean isDone(AccountId account, OrderId order) {
        return worker.fetchExists(
                SINK_ORDER,
                SINK_ORDER
                        .ACCOUNT_ID
                        .eq(account.value())
                        .and(SINK_ORDER.ID.eq(order.value()))
                        .and(SINK_ORDER.DONE_AT.isNotNull()));
    }

    private boolean isDone(AccountId account, ReplayId replay) {
        return worker.fetchExists(
                SINK_REPLAY,
                SINK_REPLAY
                        .ACCOUNT_ID
                        .eq(account.value())
                        .and(SINK_REPLAY.ID.eq(replay.value()))
                        .and(SINK_REPLAY.DONE_AT.isNotNull()));
    }
}
