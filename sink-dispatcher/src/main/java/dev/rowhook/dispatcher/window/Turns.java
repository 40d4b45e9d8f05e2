package dev.rowhook.dispatcher.window;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;

/// The messages whose turn has come, in the order in which they are to be sent: changes before what
/// backfills have read, so that a change waits for no more than the requests that are under way.
/// Now and then a batch begins with reads, so that they go on however many changes come. Not
/// thread-safe.
final class Turns {
    private static final int READS_EVERY = 8;

    private final Deque<Entry> changes = new ArrayDeque<>();
    private final Deque<Entry> reads = new ArrayDeque<>();
    private int batches;

    void add(Entry entry) {
        (entry.message().isRead() ? reads : changes).addLast(entry);
    }

    int size() {
        return changes.size() + reads.size();
    }

    /// What is asked for from here on is for another batch.
    void nextBatch() {
        batches = (batches + 1) % READS_EVERY;
    }

    @Nullable Entry first() {
        return next().peekFirst();
    }

    void removeFirst() {
        next().removeFirst();
    }

    private Deque<Entry> next() {
        if (batches == 0) {
            return reads.isEmpty() ? changes : reads;
        }
        return changes.isEmpty() ? reads : changes;
    }
}
