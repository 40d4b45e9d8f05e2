package dev.rowhook.proof.ledger;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/// What the writers of a load share. Thread-safe.
final class LoadState {
    private final SharedKeys keys;
    private final Pace pace;
    private final Gate gate = new Gate();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicReference<Optional<Exception>> failure =
            new AtomicReference<>(Optional.empty());
    private final LongAdder transactions = new LongAdder();
    private final LongAdder changes = new LongAdder();
    private final LongAdder rolledBack = new LongAdder();
    private final LongAdder conflicts = new LongAdder();
    private final LongAdder lostConnections = new LongAdder();

    LoadState(SharedKeys keys, Pace pace) {
        this.keys = keys;
        this.pace = pace;
    }

    SharedKeys keys() {
        return keys;
    }

    Pace pace() {
        return pace;
    }

    Gate gate() {
        return gate;
    }

    void committed(int changesOfTransaction) {
        transactions.increment();
        changes.add(changesOfTransaction);
    }

    void rolledBack() {
        rolledBack.increment();
    }

    void conflicted() {
        conflicts.increment();
    }

    void connectionLost() {
        lostConnections.increment();
    }

    Committed counts() {
        return new Committed(
                transactions.sum(),
                changes.sum(),
                rolledBack.sum(),
                conflicts.sum(),
                lostConnections.sum());
    }

    void stop() {
        stopping.countDown();
    }

    boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /// Waits, unless the load is to stop.
    void pass(long nanos) throws InterruptedException {
        boolean _ = stopping.await(nanos, TimeUnit.NANOSECONDS);
    }

    /// Notes the first failure of a writer, and lets the others stop.
    void failed(Exception cause) {
        failure.compareAndSet(Optional.empty(), Optional.of(cause));
        stop();
    }

    Optional<Exception> failure() {
        return failure.get();
    }
}
