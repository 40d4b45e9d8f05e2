package dev.rowhook.dispatcher;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// How long a sink has been able to send: a clock that stands still while the breaker is open, the
/// endpoint wants a pause, or the sink does not run. Not thread-safe.
final class Aging {
    private Duration before;
    private @Nullable Instant since;

    /// @param before where it stood when it was last written
    Aging(Duration before, Instant now) {
        this.before = before;
        this.since = now;
    }

    Duration at(Instant now) {
        return since == null ? before : before.plus(Duration.between(since, now));
    }

    /// From now on messages get older, or do not.
    void runs(boolean running, Instant now) {
        if (running == (since != null)) {
            return;
        }
        before = at(now);
        since = running ? now : null;
    }
}
