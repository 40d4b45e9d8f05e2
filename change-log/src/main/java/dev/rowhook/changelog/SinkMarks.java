package dev.rowhook.changelog;

import dev.rowhook.core.SinkId;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Up to where the sinks of one database are done, as their workers know it now, and the signal
/// that they are further. What is saved of it follows soon. Thread-safe.
public final class SinkMarks {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Map<SinkId, Long> marks = new HashMap<>();
    private int waiting;

    /// All that the sink wants up to `mark` is done.
    public void moved(SinkId sink, long mark) {
        lock.lock();
        try {
            marks.put(sink, mark);
            if (waiting > 0) {
                moved.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The mark of a sink; 0 if none of its workers has run yet.
    public long mark(SinkId sink) {
        lock.lock();
        try {
            return marks.getOrDefault(sink, 0L);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the sink is done up to `seq`.
    public void await(SinkId sink, long seq) throws InterruptedException {
        lock.lockInterruptibly();
        waiting++;
        try {
            while (marks.getOrDefault(sink, 0L) < seq) {
                moved.await();
            }
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    /// Waits until the sink is done up to `seq`. False: it was not within this time.
    public boolean await(SinkId sink, long seq, Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lockInterruptibly();
        waiting++;
        try {
            while (marks.getOrDefault(sink, 0L) < seq) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = moved.awaitNanos(nanos);
            }
            return true;
        } finally {
            waiting--;
            lock.unlock();
        }
    }
}
