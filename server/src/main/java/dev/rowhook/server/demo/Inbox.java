package dev.rowhook.server.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Everything the receiver got, in the order in which it was judged. Thread-safe: one request is
/// judged at a time.
final class Inbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Map<String, Arrival> latest = new HashMap<>();
    private final Consumer<Arrival> listener;
    private long refusedRow = -1;
    private int strangers;

    /// @param listener is told of each arrival, in order
    Inbox(Consumer<Arrival> listener) {
        this.listener = listener;
    }

    /// Answers 500 to every change of this row, until [#heal].
    void refuse(long row) {
        lock.lock();
        try {
            refusedRow = row;
        } finally {
            lock.unlock();
        }
    }

    void heal() {
        refuse(-1);
    }

    /// Judges a request, remembers it, and answers with what it was made of.
    Arrival judge(String webhookId, Message message) {
        lock.lock();
        try {
            Optional<Arrival> former = Optional.ofNullable(latest.get(webhookId));
            Arrival arrival =
                    new Arrival(
                            Instant.now(),
                            webhookId,
                            message,
                            message.id() == refusedRow ? 500 : 200,
                            former.map(Arrival::attempt).orElse(0) + 1,
                            former.filter(known -> known.again() || known.isAccepted())
                                    .isPresent());
            latest.put(webhookId, arrival);
            arrivals.add(arrival);
            listener.accept(arrival);
            arrived.signalAll();
            return arrival;
        } finally {
            lock.unlock();
        }
    }

    /// Counts a request that did not prove who sent it, or could not be read.
    void strange() {
        lock.lock();
        try {
            strangers++;
        } finally {
            lock.unlock();
        }
    }

    int strangers() {
        lock.lock();
        try {
            return strangers;
        } finally {
            lock.unlock();
        }
    }

    List<Arrival> arrivals() {
        lock.lock();
        try {
            return List.copyOf(arrivals);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until what has arrived is as wished, and answers whether it became so in time.
    boolean await(Predicate<List<Arrival>> wish, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (!wish.test(arrivals)) {
                if (left <= 0) {
                    return false;
                }
                left = arrived.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
