package dev.rowhook.changelog;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The end of one log in memory: the last committed batches, bounded in bytes, and the signal that
/// more came.
///
/// A reader that is further behind than memory reaches finds no batch and reads the segments.
/// Thread-safe.
final class LogTail {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
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
            grown.signalAll();
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
                grown.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the log goes beyond `after`.
    void awaitBeyond(long after) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (end <= after) {
                grown.await();
            }
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
}
