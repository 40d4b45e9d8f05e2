package dev.rowhook.dispatcher;

import dev.rowhook.changelog.SinkCursor;
import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.window.Progress;
import dev.rowhook.dispatcher.window.Window;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// All state of a sink worker that is not in the database, under one lock that nobody holds during
/// I/O: where the feeder, the senders and the keeper meet.
///
/// Its fields are for [FeederDesk], [SenderDesk] and [KeeperDesk], which hold the lock.
final class WorkerState {
    final ReentrantLock lock = new ReentrantLock();
    final Condition progress = lock.newCondition();
    final Condition chores = lock.newCondition();
    final SinkId sink;
    final Pace pace;
    final DeliveryLimits limits;
    final Clock clock;
    final RandomGenerator random;
    final Runnable sender;
    final Runnable dirty;
    final Window window;
    final Breaker breaker;
    final HeldBatches held = new HeldBatches();
    final RetryQueue retries;
    final FailureBook failures = new FailureBook();
    FeederWait feederWait = FeederWait.NONE;
    int senders;
    boolean retryFirst;
    boolean stopping;
    long pendingRows;
    long delivered;

    enum FeederWait {
        NONE,
        ROOM,
        ANY
    }

    /// @param sender starts one sender
    /// @param dirty is told that the cursor moved
    WorkerState(
            Start start,
            Pace pace,
            DeliveryLimits limits,
            Clock clock,
            RandomGenerator random,
            Runnable sender,
            Runnable dirty) {
        SinkCursor cursor = start.cursor();
        this.sink = cursor.sink();
        this.pace = pace;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
        this.sender = sender;
        this.dirty = dirty;
        this.window = new Window(limits.window(), cursor.mark(), start.doneBeyond());
        this.breaker = new Breaker(limits.breakerThreshold(), limits.probes(), random);
        this.retries = new RetryQueue(pace.retriesInFlight());
        this.pendingRows = start.pendingRows();
        this.delivered = cursor.delivered();
    }

    /// Waits a while, or until the worker stops.
    void pause(Duration pause) throws InterruptedException {
        Instant end = clock.instant().plus(pause);
        lock.lock();
        try {
            while (clock.instant().isBefore(end)) {
                requireRunning();
                await(progress, end);
            }
        } finally {
            lock.unlock();
        }
    }

    void requireRunning() throws InterruptedException {
        if (stopping) {
            throw new InterruptedException("the worker stops");
        }
    }

    void endpointWorks() {
        if (!breaker.isClosed()) {
            // Retries have waited for it.
            chores.signal();
        }
        breaker.succeeded();
    }

    void afterProgress() {
        startSenders();
        boolean worthIt =
                switch (feederWait) {
                    case NONE -> false;
                    case ROOM -> window.isRoomy();
                    case ANY -> true;
                };
        if (worthIt) {
            progress.signalAll();
        }
        if (window.hasFailures() || !breaker.isClosed() || !held.isEmpty()) {
            failures.lookAgain();
            chores.signal();
        }
    }

    void startSenders() {
        for (int jobs = jobs(clock.instant()); jobs > 0 && senders < pace.maxInFlight(); jobs--) {
            senders++;
            sender.run();
        }
    }

    private int jobs(Instant now) {
        if (stopping) {
            return 0;
        }
        if (!breaker.isClosed()) {
            return breaker.isProbeDue(now) ? 1 : 0;
        }
        int fresh = (window.ready() + pace.batchSize() - 1) / pace.batchSize();
        return fresh + held.due(now) + retries.available();
    }

    boolean wantsRetries(Instant now) {
        return pendingRows > 0 && breaker.isClosed() && retries.wantsMore(now);
    }

    @SuppressWarnings("WaitNotInLoop") // Its callers loop.
    void await(Condition condition, Optional<Instant> until) throws InterruptedException {
        if (until.isEmpty()) {
            condition.await();
        } else {
            await(condition, until.get());
        }
    }

    @SuppressWarnings("WaitNotInLoop") // Its callers loop.
    void await(Condition condition, Instant until) throws InterruptedException {
        long millis = Duration.between(clock.instant(), until).toMillis() + 1;
        condition.await(Math.max(1, millis), TimeUnit.MILLISECONDS);
    }

    /// Where the sink is. `recording` counts what is being written as done, with so many accepted
    /// retries.
    SinkCursor cursor(boolean recording, int acceptedRetries) {
        return locked(() -> {
            Progress now = window.progress(recording);
            return new SinkCursor(sink, now.mark(), now.doneBeyond(), delivered + acceptedRetries);
        });
    }

    void stop() {
        locked(() -> {
            stopping = true;
            progress.signalAll();
            chores.signalAll();
        });
    }

    boolean isStopping() {
        return locked(() -> stopping);
    }

    /// Waits until no sender runs any more, and says whether that came true in time.
    boolean awaitNoSenders(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (senders > 0 && left > 0) {
                left = progress.awaitNanos(left);
            }
            return senders == 0;
        } finally {
            lock.unlock();
        }
    }

    void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
