package dev.rowhook.backfill;

import dev.rowhook.backfill.page.PageLimits;

import java.time.Duration;

/// How gently tables are read.
///
/// @param page what one page may take
/// @param pageTime how long one should take
/// @param pageBytes how many bytes one should have at most
/// @param activeTables how many tables of a database are read at a time
/// @param undelivered with so many rows of a table in the log that are not delivered nothing more
///   of it is read
/// @param firstRetry before the first attempt after a failure; doubles
/// @param maxRetry the longest wait before an attempt
public record BackfillSettings(
        PageLimits page,
        Duration pageTime,
        long pageBytes,
        int activeTables,
        long undelivered,
        Duration firstRetry,
        Duration maxRetry) {

    /// 500 ms and 8 MB a page, 3 tables, 5 000 rows, 1 s to 30 s.
    public static final BackfillSettings DEFAULT =
            new BackfillSettings(
                    PageLimits.DEFAULT,
                    Duration.ofMillis(500),
                    8L << 20,
                    3,
                    5_000,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30));
}
