package dev.rowhook.reader;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Waits that double from a first to a longest. Not thread-safe, but for [#wake].
final class Backoff {
    private final Duration first;
    private final Duration max;
    private final Semaphore wakes = new Semaphore(0);
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

    /// Ends the sleep of another thread, or the next one.
    void wake() {
        wakes.release();
    }

    /// Sleeps the next wait. False: the thread was interrupted, which means stop.
    boolean sleep() {
        try {
            if (wakes.tryAcquire(next.toNanos(), TimeUnit.NANOSECONDS)) {
                wakes.drainPermits();
            }
            Duration doubled = next.multipliedBy(2);
            next = doubled.compareTo(max) > 0 ? max : doubled;
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
