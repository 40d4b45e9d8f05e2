package dev.rowhook.benchmarks.fairness;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;

/// What the well endpoints got of the rows that are measured: how long each took from its commit to
/// its receipt. Thread-safe.
final class Ledger {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ReentrantLock lock = new ReentrantLock();
    private final BitSet arrived = new BitSet();
    private long[] micros = new long[1 << 16];
    private int count;
    private long from = Long.MAX_VALUE;

    /// Rows from this id on are measured.
    void measureFrom(long id) {
        lock.lock();
        try {
            from = id;
        } finally {
            lock.unlock();
        }
    }

    void received(byte[] body) {
        Instant now = Instant.now();
        JsonNode message = JSON.readTree(body);
        long id = message.path("record").path("id").asLong();
        Instant committed =
                Instant.parse(message.path("metadata").path("commit_timestamp").asString());
        lock.lock();
        try {
            if (id < from || arrived.get((int) id)) {
                return;
            }
            arrived.set((int) id);
            if (count == micros.length) {
                micros = Arrays.copyOf(micros, 2 * count);
            }
            micros[count++] = Duration.between(committed, now).toNanos() / 1_000;
        } finally {
            lock.unlock();
        }
    }

    int count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /// The latency in milliseconds that so large a share of the messages kept.
    double milliseconds(double share) {
        lock.lock();
        try {
            long[] sorted = Arrays.copyOf(micros, count);
            Arrays.sort(sorted);
            return sorted[(int) Math.min(count - 1L, Math.round(share * count))] / 1e3;
        } finally {
            lock.unlock();
        }
    }
}
