package dev.rowhook.proof.bed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// The system's time, off by an offset that can be changed at any moment. Thread-safe.
final class OffsetClock extends Clock {
    private volatile Duration offset = Duration.ZERO;

    void offset(Duration changed) {
        offset = changed;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.system(zone);
    }
}
