package dev.rowhook.server.runtime;

import java.time.Duration;

/// Until when the lease of one database surely holds, by this machine's own clock: so that what
/// cannot be fenced, such as requests to endpoints, stops before somebody else may begin with it.
///
/// A term counts from before our Postgres was asked, and ends a tenth sooner, so that it is over
/// here first, whatever the answer took. Thread-safe.
final class Tenure {
    private final long nanos;
    private volatile long until;

    /// @param term of the lease
    /// @param asked when it was asked for, by [System#nanoTime]
    Tenure(Duration term, long asked) {
        this.nanos = term.multipliedBy(9).dividedBy(10).toNanos();
        this.until = asked + nanos;
    }

    /// The lease was prolonged, as was asked for at this [System#nanoTime].
    void prolonged(long asked) {
        until = asked + nanos;
    }

    /// Whether nobody else can hold the lease now.
    boolean holds() {
        return until - System.nanoTime() > 0;
    }
}
