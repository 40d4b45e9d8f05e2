package dev.rowhook.backfill;

import java.time.Duration;

/// How many rows or blocks the next page goes over: as many as take a wanted time, within bounds.
/// Immutable.
record PageSize(int units, int least, int most) {

    /// Of rows, 10 to 40 000: `known` if that is more than none, else 1 000.
    static PageSize rows(int known) {
        return new PageSize(known > 0 ? known : 1_000, 10, 40_000).clamped();
    }

    /// Of blocks, 1 to 8 192: `known` if that is more than none, else 64.
    static PageSize blocks(int known) {
        return new PageSize(known > 0 ? known : 64, 1, 8_192).clamped();
    }

    /// After a page that went well. It grows to twice its size at most.
    ///
    /// @param aim the time that a page should take
    /// @param bytes how many a page should have at most
    PageSize after(Duration took, Duration aim, long had, long bytes) {
        double byTime = (double) aim.toNanos() / Math.max(1, took.toNanos());
        double byBytes = (double) bytes / Math.max(1, had);
        double factor = Math.min(2, Math.min(byTime, byBytes));
        return new PageSize((int) Math.min(most, units * factor), least, most).clamped();
    }

    /// After a page that was too much.
    PageSize halved() {
        return new PageSize(units / 2, least, most).clamped();
    }

    /// So many at most.
    PageSize atMost(int limit) {
        return new PageSize(Math.min(units, limit), 1, most).clamped();
    }

    private PageSize clamped() {
        int clamped = Math.clamp(units, least, most);
        return clamped == units ? this : new PageSize(clamped, least, most);
    }
}
