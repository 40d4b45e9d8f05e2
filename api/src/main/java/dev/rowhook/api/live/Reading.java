package dev.rowhook.api.live;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads what some streams watch, once for all of them. Of one thread.
interface Reading {
    /// Tells the streams what has changed since the last time, and new ones how it is.
    ///
    /// @param joined those of the streams that are new
    /// @return after how long it is worth another time, though nothing else may change
    /// @throws org.jooq.exception.DataAccessException if our Postgres does not answer
    Optional<Duration> read(List<LiveStream> streams, List<LiveStream> joined);
}
