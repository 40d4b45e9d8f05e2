package dev.rowhook.backfill;

import java.time.Duration;

/// Waits that double from a first to a longest. Not thread-safe.
final class Waits {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    Waits(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /// It went well: the next wait is the first one again.
    void reset() {
        next = first;
    }

    void sleep() throws InterruptedException {
        Thread.sleep(next);
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
    }
}
