package dev.rowhook.dispatcher;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Says whether an endpoint is asked at all. After some failures in a row it opens, and from then
/// on only one request at a time goes out, a probe, ever more rarely; any success closes it.
///
/// No clock; not thread-safe.
final class Breaker {
    private final int threshold;
    private final Backoff probes;
    private final RandomGenerator random;
    private int failures;
    private int failedProbes;
    private boolean probing;
    private @Nullable Instant probeAt;

    /// @param threshold so many failures in a row open it
    /// @param probes how long it waits before each probe
    Breaker(int threshold, Backoff probes, RandomGenerator random) {
        this.threshold = threshold;
        this.probes = probes;
        this.random = random;
    }

    boolean isClosed() {
        return probeAt == null;
    }

    /// `closed`, `open`, or `half_open` while a probe is out.
    String name() {
        if (isClosed()) {
            return "closed";
        }
        return probing ? "half_open" : "open";
    }

    /// When the next probe may go out; empty if it is closed or a probe is out.
    Optional<Instant> probeAt() {
        return probing ? Optional.empty() : Optional.ofNullable(probeAt);
    }

    boolean isProbeDue(Instant now) {
        return probeAt().filter(due -> !due.isAfter(now)).isPresent();
    }

    void probeStarted() {
        probing = true;
    }

    /// The probe was not sent after all.
    void probeUnused() {
        probing = false;
    }

    void succeeded() {
        failures = 0;
        failedProbes = 0;
        probing = false;
        probeAt = null;
    }

    /// A request failed that went out while it was closed. Returns whether that opened it.
    boolean failed(Instant now) {
        failures++;
        if (probeAt != null || failures < threshold) {
            return false;
        }
        probeAt = now.plus(nextPause());
        return true;
    }

    void probeFailed(Instant now) {
        probing = false;
        if (probeAt != null) {
            failedProbes++;
            probeAt = now.plus(nextPause());
        }
    }

    private Duration nextPause() {
        return probes.delay(failedProbes + 1, random);
    }
}
