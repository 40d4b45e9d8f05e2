package dev.rowhook.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/// The time of the system, and an offset that a test sets. Thread-safe.
final class SettableClock extends Clock {
    private volatile Duration offset = Duration.ZERO;
    private volatile Optional<Instant> stopped = Optional.empty();

    /// Stands still from now on, but for what it is advanced by.
    void stop() {
        stopped = Optional.of(Instant.now());
    }

    void advance(Duration by) {
        offset = offset.plus(by);
    }

    void reset() {
        offset = Duration.ZERO;
        stopped = Optional.empty();
    }

    @Override
    public Instant instant() {
        return stopped.orElseGet(Instant::now).plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
