package dev.rowhook.dispatcher.attempt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Attempts that wait to be written, bounded in number and in bytes. Thread-safe, for one taker.
final class AttemptQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private final Queue<KeptAttempt> waiting = new ArrayDeque<>();
    private final AttemptLimits limits;
    private long bytes;
    private long added;
    private long settled;
    private boolean closed;

    AttemptQueue(AttemptLimits limits) {
        this.limits = limits;
    }

    /// Adds an attempt as soon as there is room for it; one is always let in alone.
    ///
    /// @return whether it was added: not after the end
    boolean put(KeptAttempt attempt) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && !hasRoom(attempt, 1)) {
                emptied.await();
            }
            return !closed && add(attempt);
        } finally {
            lock.unlock();
        }
    }

    /// Adds an attempt if half of the room is free, so that what must be kept finds the other half.
    boolean offer(KeptAttempt attempt) {
        lock.lock();
        try {
            return !closed && hasRoom(attempt, 2) && add(attempt);
        } finally {
            lock.unlock();
        }
    }

    /// Waits for attempts and takes the first ones; none only when this is closed and empty.
    List<KeptAttempt> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                filled.await();
            }
            List<KeptAttempt> taken = new ArrayList<>();
            while (!waiting.isEmpty() && taken.size() < limits.batch()) {
                KeptAttempt attempt = waiting.remove();
                bytes -= attempt.bytes();
                taken.add(attempt);
            }
            emptied.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// So many of those that were taken are written, or never will be.
    void settled(int count) {
        lock.lock();
        try {
            settled += count;
            emptied.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until all that are in by now are [settled][#settled].
    void awaitSettled() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long last = added;
            while (settled < last) {
                emptied.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Lets nothing more in; what is there can still be taken.
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
            emptied.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(KeptAttempt attempt, int share) {
        return waiting.isEmpty()
                || (waiting.size() < limits.attempts() / share
                        && bytes + attempt.bytes() <= limits.bytes() / share);
    }

    private boolean add(KeptAttempt attempt) {
        waiting.add(attempt);
        added++;
        bytes += attempt.bytes();
        filled.signal();
        return true;
    }
}
