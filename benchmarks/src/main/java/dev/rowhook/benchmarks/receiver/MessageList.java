package dev.rowhook.benchmarks.receiver;

import java.util.Arrays;

/// The ids and commit times of messages. Not thread-safe.
final class MessageList {
    private long[] pairs = new long[16];
    private int size;

    void add(long id, long commitMicros) {
        if (2 * size == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * pairs.length);
        }
        pairs[2 * size] = id;
        pairs[2 * size + 1] = commitMicros;
        size++;
    }

    int size() {
        return size;
    }

    long id(int index) {
        return pairs[2 * index];
    }

    /// Microseconds since 1970.
    long commitMicros(int index) {
        return pairs[2 * index + 1];
    }

    void clear() {
        size = 0;
    }
}
