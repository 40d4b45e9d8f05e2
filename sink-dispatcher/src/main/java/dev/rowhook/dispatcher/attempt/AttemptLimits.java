package dev.rowhook.dispatcher.attempt;

import java.time.Duration;

/// What the log of attempts may cost.
///
/// @param attempts how many may wait to be written
/// @param bytes how large they may be together, about
/// @param batch how many are written in one transaction
/// @param acceptedPerSecond of each sink all accepted attempts are kept while there are no more
/// @param oneIn of those beyond, one in so many is kept
/// @param retryAfter the pause when our Postgres is away
/// @param closeWithin how long an end may wait for what is not written
public record AttemptLimits(
        int attempts,
        long bytes,
        int batch,
        int acceptedPerSecond,
        int oneIn,
        Duration retryAfter,
        Duration closeWithin) {
    public static final AttemptLimits DEFAULT =
            new AttemptLimits(
                    10_000, 32 << 20, 500, 20, 1_000, Duration.ofSeconds(1), Duration.ofSeconds(5));
}
