package dev.rowhook.proof.ledger;

import java.util.concurrent.atomic.AtomicLong;

/// Numbers for new keys and uids, each given once: they begin with the number of the load among
/// those that the database has seen. Thread-safe.
final class Numbers {
    private static final int BITS_OF_A_LOAD = 40;

    private final AtomicLong next;

    Numbers(long load) {
        next = new AtomicLong((load << BITS_OF_A_LOAD) + 1);
    }

    long next() {
        return next.getAndIncrement();
    }

    /// The first of several that follow one another.
    long next(int count) {
        return next.getAndAdd(count);
    }
}
