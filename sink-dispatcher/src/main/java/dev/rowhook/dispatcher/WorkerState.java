package dev.rowhook.dispatcher;

import dev.rowhook.changelog.SinkCursor;
import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.attempt.SinkCounts;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.window.Progress;
import dev.rowhook.dispatcher.window.Window;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
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
    final SinkPolicy policy;
    final Pace pace;
    final DeliveryLimits limits;
    final Clock clock;
    final RandomGenerator random;
    final EndpointGate gate;
    final BooleanSupplier holds;
    final Runnable sender;
    final Runnable dirty;
    final Window window;
    final Breaker breaker;
    final Concurrency concurrency;
    final Aging aging;
    final SinkCounts counts;
    final FailureRules rules;
    final HeldBatches held = new HeldBatches();
    final RetryQueue retries;
    final FailureBook failures = new FailureBook();
    final Chores asked = new Chores();
    FeederWait feederWait = FeederWait.NONE;
    int senders;
    boolean retryFirst;
    boolean stopping;

    /// A message that was given up pauses the sink.
    boolean halted;

    /// Pending messages that hold their groups.
    long pendingRows;

    long delivered;

    /// Messages that are sent although the filter could not be decided for them.
    final CountToMark undecided;

    /// Messages that are not sent, for their rows were erased.
    final CountToMark erased;

    /// When a batch that is not full goes all the same.
    Instant fullBy = Instant.MIN;

    /// Nothing may be sent before, as the gate said.
    Instant gateOpens = Instant.MIN;

    Optional<Outcome> last = Optional.empty();

    enum FeederWait {
        NONE,
        ROOM,
        ANY
    }

    /// @param sender starts one sender
    /// @param dirty is told that the cursor moved
    WorkerState(
            Start start,
            SinkPolicy policy,
            EndpointGate gate,
            WorkerContext context,
            Runnable sender,
            Runnable dirty) {
        SinkCursor cursor = start.cursor();
        this.sink = cursor.sink();
        this.policy = policy;
        this.pace = policy.pace();
        this.limits = context.limits();
        this.clock = context.clock();
        this.random = context.random();
        this.gate = gate;
        this.holds = context.holds();
        this.sender = sender;
        this.dirty = dirty;
        this.window =
                new Window(
                        limits.window(),
                        context.memory()::share,
                        cursor.mark(),
                        start.doneBeyond());
        this.breaker = new Breaker(policy.breakerFailures(), policy.probes(), random);
        this.concurrency = new Concurrency(pace.maxInFlight());
        this.aging = new Aging(start.aging(), clock.instant());
        this.counts = new SinkCounts();
        this.rules = new FailureRules(policy.retries(), random);
        this.retries = new RetryQueue(Math.max(1, pace.maxInFlight() / 2));
        this.pendingRows = start.pendingRows();
        this.delivered = cursor.delivered();
        this.undecided = new CountToMark(cursor.undecided());
        this.erased = new CountToMark(cursor.erased());
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
            asked.report();
            aging.runs(true, clock.instant());
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
        Instant now = clock.instant();
        if (now.isBefore(gateOpens)) {
            return;
        }
        int most = concurrency.limit();
        for (int jobs = jobs(now); jobs > 0 && senders < most; jobs--) {
            senders++;
            sender.run();
        }
    }

    /// How many requests could go out now, if the endpoint can take them.
    int jobs(Instant now) {
        if (stopping || halted) {
            return 0;
        }
        if (!breaker.isClosed()) {
            return breaker.isProbeDue(now) ? 1 : 0;
        }
        return batches(now) + held.due(now) + retries.available();
    }

    /// How many batches of fresh messages could go out now.
    int batches(Instant now) {
        int ready = window.ready();
        if (ready == 0 || !pace.waitsForMore()) {
            return (ready + pace.batchSize() - 1) / pace.batchSize();
        }
        int full = window.waiting() / pace.batchSize();
        // A feeder that waits brings nothing more.
        boolean due = feederWait != FeederWait.NONE || !now.isBefore(fullBy);
        return full == 0 && due ? 1 : full;
    }

    /// The endpoint asks for a pause, or is asked as often as it may be.
    void shut(Instant until) {
        gateOpens = until;
        chores.signal();
    }

    boolean wantsRetries(Instant now) {
        return !halted && breaker.isClosed() && retries.wantsMore(now);
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

    /// Where the sink is, and what it has counted since it was asked last. `recording` counts what
    /// is being written as done, with so many accepted retries.
    Snapshot snapshot(boolean recording, int acceptedRetries) {
        return locked(() -> {
            Progress now = window.progress(recording);
            // What is only being recorded may come back, and the mark with it.
            long unknown = recording ? undecided.upTo(now.mark()) : undecided.settle(now.mark());
            long gone = recording ? erased.upTo(now.mark()) : erased.settle(now.mark());
            SinkCursor cursor =
                    new SinkCursor(
                            sink,
                            now.mark(),
                            now.doneBeyond(),
                            delivered + acceptedRetries,
                            unknown,
                            gone);
            return new Snapshot(cursor, counts.take());
        });
    }

    /// It could not be written.
    void putBack(Snapshot snapshot) {
        locked(() -> counts.putBack(snapshot.counts()));
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
