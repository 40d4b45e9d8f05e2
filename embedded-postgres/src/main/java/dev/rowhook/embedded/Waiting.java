package dev.rowhook.embedded;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for what other processes do.
final class Waiting {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private Waiting() {}

    /// Whether the condition came true within the time. An interrupt ends the wait, and stays set.
    static boolean until(BooleanSupplier condition, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return condition.getAsBoolean();
            }
        }
        return true;
    }
}
