package dev.rowhook.changelog;

/// The log of one database as one of its sinks sees it. Safe for use by several threads.
public interface SinkLog {

    /// The next stretch after the place `after`. Waits, without polling, until the log goes beyond
    /// it; a page may hold no change and still move on.
    ///
    /// @param maxChanges at most so many changes in the page, at least 1
    /// @throws org.jooq.exception.DataAccessException if the log cannot be read now; asking again
    ///   is safe
    LogPage next(long after, int maxChanges) throws InterruptedException;
}
