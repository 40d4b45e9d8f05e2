package dev.rowhook.dispatcher;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/// A clock that starts at another one's time and from then on never jumps: what is to happen in a
/// second happens in a second, whatever becomes of the wall clock meanwhile.
///
/// Thread-safe.
final class SteadyClock extends Clock {
    private final Instant start;
    private final long startNanos;
    private final ZoneId zone;

    SteadyClock(Clock wall) {
        this(wall.instant(), System.nanoTime(), wall.getZone());
    }

    private SteadyClock(Instant start, long startNanos, ZoneId zone) {
        this.start = start;
        this.startNanos = startNanos;
        this.zone = zone;
    }

    @Override
    public Instant instant() {
        return start.plus(Duration.ofNanos(System.nanoTime() - startNanos));
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SteadyClock(start, startNanos, other);
    }
}
