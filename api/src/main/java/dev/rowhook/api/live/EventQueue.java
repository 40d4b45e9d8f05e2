package dev.rowhook.api.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits to be written to a stream, which may be read slowly: of what tells how something is
/// the newest event, of attempts the newest ones, and how many older ones had to go.
///
/// Thread-safe, for one taker.
final class EventQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final int capacity;
    private final Map<EventKind, Event> newest = new EnumMap<>(EventKind.class);
    private final Deque<Event> attempts = new ArrayDeque<>();
    private long dropped;
    private Optional<Event> end = Optional.empty();

    /// @param capacity how many attempts wait at most
    EventQueue(int capacity) {
        this.capacity = capacity;
    }

    /// Adds an event that says all that an earlier one of its kind did.
    void replace(Event event) {
        change(() -> newest.put(event.kind(), event));
    }

    void addAttempt(Event attempt) {
        change(() -> {
            if (attempts.size() == capacity) {
                attempts.remove();
                dropped++;
            }
            attempts.add(attempt);
        });
    }

    /// So many attempts before the next one are left out.
    void drop(long count) {
        change(() -> {
            dropped += attempts.size() + count;
            attempts.clear();
        });
    }

    /// Adds the last event. A second one is of no consequence.
    void end(EndReason reason) {
        change(() -> end = end.or(() -> Optional.of(Event.end(reason))));
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for events and takes all there are; none if there were none for this long. The last
    /// one that it gives is [EventKind#END].
    List<Event> take(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = atMost.toNanos();
            while (isEmpty() && nanos > 0) {
                nanos = filled.awaitNanos(nanos);
            }
            List<Event> taken = new ArrayList<>(newest.values());
            if (dropped > 0) {
                taken.add(Event.dropped(dropped));
            }
            taken.addAll(attempts);
            end.ifPresent(taken::add);
            newest.clear();
            attempts.clear();
            dropped = 0;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private boolean isEmpty() {
        return newest.isEmpty() && attempts.isEmpty() && dropped == 0 && end.isEmpty();
    }
}
