package dev.rowhook.dispatcher.attempt;

import dev.rowhook.core.SinkId;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/// Chooses which accepted attempts are kept: of each sink all while there are few in a second, and
/// of those beyond, one in so many. Thread-safe.
final class AcceptedShare {
    private static final long SECOND = 1_000_000_000;

    private final ConcurrentMap<SinkId, Seen> seconds = new ConcurrentHashMap<>();
    private final AttemptLimits limits;
    private final LongSupplier nanos;

    /// @param nanos a clock that does not jump
    AcceptedShare(AttemptLimits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
    }

    /// Whether the next accepted attempt of a sink is kept.
    boolean takes(SinkId sink) {
        Seen seen = seconds.compute(sink, (_, last) -> next(last));
        return seen.inSecond() <= limits.acceptedPerSecond() || seen.beyond() % limits.oneIn() == 0;
    }

    private Seen next(@Nullable Seen last) {
        long now = nanos.getAsLong();
        long beyond = last == null ? 0 : last.beyond();
        if (last == null || now - last.began() >= SECOND) {
            return new Seen(now, 1, beyond);
        }
        return last.inSecond() < limits.acceptedPerSecond()
                ? new Seen(last.began(), last.inSecond() + 1, beyond)
                : new Seen(last.began(), limits.acceptedPerSecond() + 1, beyond + 1);
    }

    /// What was seen of a sink in the second that began then, the last one included, and how many
    /// were ever beyond what a second may have.
    private record Seen(long began, int inSecond, long beyond) {}
}
