package dev.rowhook.dispatcher;

import dev.rowhook.core.SinkId;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// What all sinks of one endpoint on this node share: whether it wants to be sent anything at all,
/// until when it wants a pause, and how many requests in a time it takes.
///
/// Requests are spread evenly over the time, a second's worth may come at once. Sinks that wait for
/// their turn have it one after the other. Thread-safe; times are of a steady clock.
final class EndpointGate {
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration BURST = Duration.ofSeconds(1);
    private static final Duration TURN = Duration.ofMillis(100);

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<SinkId> waiting = new LinkedHashSet<>();
    private EndpointStanding standing;
    private Instant pausedUntil = Instant.MIN;

    /// Whether there is nothing to look at: all may pass.
    private volatile boolean wide;

    /// When a request is due if all are spread evenly: GCRA's theoretical arrival time.
    private Instant nextDue = Instant.MIN;

    EndpointGate(EndpointStanding standing) {
        this.standing = standing;
        this.wide = isWide(standing);
    }

    /// Takes newer settings; older ones are not looked at.
    void update(EndpointStanding newer) {
        lock.lock();
        try {
            standing = standing.followedBy(newer);
            wide = pausedUntil.equals(Instant.MIN) && isWide(standing);
        } finally {
            lock.unlock();
        }
    }

    /// Why nothing is sent to it any more, if so.
    boolean isDisabled() {
        lock.lock();
        try {
            return standing.disabled();
        } finally {
            lock.unlock();
        }
    }

    /// Nothing is sent any more, on this node, until newer settings say otherwise.
    void disable() {
        lock.lock();
        try {
            standing = standing.disabledHere();
            wide = false;
        } finally {
            lock.unlock();
        }
    }

    /// The endpoint wants a pause; it has an hour at most.
    void pause(Instant now, Duration pause) {
        lock.lock();
        try {
            Duration granted = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            Instant until = now.plus(granted);
            if (until.isAfter(pausedUntil)) {
                pausedUntil = until;
                wide = false;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Lets one request of a sink pass, or has the sink wait for its turn.
    boolean pass(SinkId sink, Instant now) {
        if (wide) {
            return true;
        }
        lock.lock();
        try {
            if (standing.disabled() || pausedUntil.isAfter(now)) {
                return false;
            }
            pausedUntil = Instant.MIN;
            wide = isWide(standing);
            Optional<Duration> interval = standing.interval();
            if (interval.isEmpty()) {
                return true;
            }
            Instant free = free();
            if (free.isAfter(now) || !isTurnOf(sink, free, now)) {
                waiting.add(sink);
                return false;
            }
            waiting.remove(sink);
            Instant due = nextDue.isBefore(now) ? now : nextDue;
            nextDue = due.plus(interval.get());
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// A sink stops, and waits for no turn any more.
    void leave(SinkId sink) {
        lock.lock();
        try {
            waiting.remove(sink);
        } finally {
            lock.unlock();
        }
    }

    /// When a request that did not pass may be tried again; empty if not before the settings
    /// change.
    Optional<Instant> opensAt(Instant now) {
        lock.lock();
        try {
            if (standing.disabled()) {
                return Optional.empty();
            }
            Instant free = free();
            Instant at = pausedUntil.isAfter(free) ? pausedUntil : free;
            // The turn may be another sink's.
            return Optional.of(at.isAfter(now) ? at : now.plus(TURN.dividedBy(10)));
        } finally {
            lock.unlock();
        }
    }

    private static boolean isWide(EndpointStanding standing) {
        return !standing.disabled() && standing.interval().isEmpty();
    }

    /// Who was asked to wait first goes first, if it comes.
    private boolean isTurnOf(SinkId sink, Instant free, Instant now) {
        if (waiting.isEmpty() || waiting.iterator().next().equals(sink)) {
            return true;
        }
        if (Duration.between(free, now).compareTo(TURN) > 0) {
            waiting.remove(waiting.iterator().next());
        }
        return waiting.isEmpty() || waiting.iterator().next().equals(sink);
    }

    private Instant free() {
        if (standing.interval().isEmpty() || nextDue.equals(Instant.MIN)) {
            return Instant.EPOCH;
        }
        Duration interval = standing.interval().get();
        Duration burst = BURST.compareTo(interval) > 0 ? BURST.minus(interval) : Duration.ZERO;
        return nextDue.minus(burst);
    }
}
