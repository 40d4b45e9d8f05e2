package dev.rowhook.dispatcher;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Pauses that double from `first` to `max`, each up to a fifth shorter or longer.
public record Backoff(Duration first, Duration max) {
    private static final int MAX_DOUBLINGS = 30;

    /// No pause is longer.
    Duration longest() {
        return max.multipliedBy(6).dividedBy(5);
    }

    /// The pause after the nth failure, counted from 1.
    Duration delay(int failures, RandomGenerator random) {
        long factor = 1L << Math.min(failures - 1, MAX_DOUBLINGS);
        double doubled = (double) first.toMillis() * (double) factor;
        double capped = Math.min(doubled, (double) max.toMillis());
        return Duration.ofMillis(Math.round(capped * (0.8 + 0.4 * random.nextDouble())));
    }
}
