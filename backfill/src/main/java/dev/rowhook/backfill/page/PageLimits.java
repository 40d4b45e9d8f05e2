package dev.rowhook.backfill.page;

import java.time.Duration;

/// What a page may take.
///
/// @param statement a query of it
/// @param lock the wait for a table that somebody changes
/// @param bytes of its bodies: a page ends with the row that reaches them
public record PageLimits(Duration statement, Duration lock, long bytes) {
    /// 30 s, 5 s, 12 MB.
    public static final PageLimits DEFAULT =
            new PageLimits(Duration.ofSeconds(30), Duration.ofSeconds(5), 12L << 20);
}
