package dev.rowhook.changelog;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The end of one log in memory: the last committed batches, bounded in bytes, and the signal that
/// more came.
///
/// A reader that is further behind than memory reaches finds no batch and reads the segments.
/// Thread-safe.
final class LogTail {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Waiter> waiting = new HashSet<>();
    private final Deque<LoggedBatch> batches = new ArrayDeque<>();
    private final long maxBytes;
    private long bytes;
    private long end;

    /// @param end the last seq that the log holds now
    LogTail(long end, long maxBytes) {
        this.end = end;
        this.maxBytes = maxBytes;
    }

    /// Shows a committed batch to the readers. Its first seq follows the end.
    void publish(LoggedBatch batch) {
        lock.lock();
        try {
            if (batch.firstSeq() != end + 1) {
                throw new IllegalArgumentException(
                        "seq %d does not follow %d".formatted(batch.firstSeq(), end));
            }
            end = batch.lastSeq();
            batches.addLast(batch);
            bytes += batch.bytes();
            while (bytes > maxBytes) {
                bytes -= batches.removeFirst().bytes();
            }
            show(batch);
        } finally {
            lock.unlock();
        }
    }

    /// Lets the end reach what is in the segments although no batch of it is in memory.
    void extendTo(long seq) {
        lock.lock();
        try {
            if (seq > end) {
                end = seq;
                batches.clear();
                bytes = 0;
                waiting.forEach(Waiter::look);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Drops all batches: what is in the segments has changed.
    void forget() {
        lock.lock();
        try {
            batches.clear();
            bytes = 0;
        } finally {
            lock.unlock();
        }
    }

    /// Tells those of the waiting sinks that want something of a batch.
    private void show(LoggedBatch batch) {
        if (waiting.isEmpty()) {
            return;
        }
        Set<Integer> wanting = batch.sinks();
        for (Waiter waiter : waiting) {
            if (wanting.contains(waiter.sink)) {
                waiter.look();
            } else {
                waiter.pass(batch.lastSeq());
            }
        }
    }

    /// Waits until a sink may want something beyond `after`, or for a while in which it wants
    /// nothing of what comes; returns the place up to which it wants nothing.
    long awaitWanted(int sink, long after) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (end > after) {
                return after;
            }
            Waiter waiter = new Waiter(sink, after, lock.newCondition());
            waiting.add(waiter);
            try {
                waiter.await();
            } finally {
                waiting.remove(waiter);
            }
            return waiter.passed;
        } finally {
            lock.unlock();
        }
    }

    /// The batch that holds `seq`, if memory reaches back to it.
    Optional<LoggedBatch> batchWith(long seq) {
        lock.lock();
        try {
            for (Iterator<LoggedBatch> newestFirst = batches.descendingIterator();
                    newestFirst.hasNext(); ) {
                LoggedBatch batch = newestFirst.next();
                if (batch.firstSeq() <= seq) {
                    return seq <= batch.lastSeq() ? Optional.of(batch) : Optional.empty();
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    long end() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    /// A sink at the end of the log. It is woken for what it wants, and once in a while for what it
    /// does not: a thousand sinks of one database would else wake at every append. Guarded by the
    /// lock.
    private static final class Waiter {
        private static final long PATIENCE_NANOS = Duration.ofMillis(500).toNanos();

        private final int sink;
        private final long began;
        private final Condition woken;
        private long passed;
        private boolean wanted;

        Waiter(int sink, long after, Condition woken) {
            this.sink = sink;
            this.began = after;
            this.passed = after;
            this.woken = woken;
        }

        void await() throws InterruptedException {
            while (!wanted && passed == began) {
                woken.await();
            }
            long left = PATIENCE_NANOS;
            while (!wanted && left > 0) {
                left = woken.awaitNanos(left);
            }
        }

        void look() {
            if (!wanted) {
                wanted = true;
                woken.signal();
            }
        }

        void pass(long seq) {
            if (wanted) {
                return;
            }
            if (passed == began) {
                woken.signal();
            }
            passed = seq;
        }
    }
}
