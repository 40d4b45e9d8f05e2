package dev.rowhook.proof.ledger;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.random.RandomGenerator;

/// Keys that may exist, or may be vacant, some of them drawn far more often than others.
///
/// What it holds is a guess: the insert of a key may have been rolled back. When it is full, a new
/// key takes the place of one that is seldom drawn. Thread-safe.
final class KeyPool {
    private final AtomicLongArray keys;
    private final AtomicInteger size = new AtomicInteger();

    KeyPool(int capacity) {
        keys = new AtomicLongArray(capacity);
    }

    int size() {
        return size.get();
    }

    /// A place in the pool, of which there must be one: the first ones most often.
    int draw(RandomGenerator random) {
        double skewed = Math.pow(random.nextDouble(), 3);
        return (int) (size.get() * skewed);
    }

    long get(int place) {
        return keys.get(place);
    }

    void set(int place, long key) {
        keys.set(place, key);
    }

    void add(long key, RandomGenerator random) {
        int end = size.getAndUpdate(count -> Math.min(count + 1, keys.length()));
        boolean full = end == keys.length();
        keys.set(full ? random.nextInt(end / 2, end) : end, key);
    }
}
