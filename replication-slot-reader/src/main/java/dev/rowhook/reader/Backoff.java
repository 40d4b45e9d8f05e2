package dev.rowhook.reader;

import java.time.Duration;

/// Waits that double from a first to a longest. Not thread-safe.
final class Backoff {
    private final Duration first;
    private final Duration max;
    private Duration next;

    Backoff(Duration first, Duration max) {
        this.first = first;
        this.max = max;
        this.next = first;
    }

    /// It went well: the next wait is the first one again.
    void reset() {
        next = first;
    }

    /// Sleeps the next wait. False: the thread was interrupted, which means stop.
    boolean sleep() {
        try {
            Thread.sleep(next);
            Duration doubled = next.multipliedBy(2);
            next = doubled.compareTo(max) > 0 ? max : doubled;
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
