package dev.rowhook.dispatcher.http;

import java.time.Duration;

/// The end of the request that this thread makes. OkHttp would wait for a name beyond it.
final class Deadline {
    private static final ScopedValue<Long> NANOS = ScopedValue.newInstance();

    private Deadline() {}

    /// What binds the end of a request, by the clock of [System#nanoTime()].
    static ScopedValue.Carrier at(long nanos) {
        return ScopedValue.where(NANOS, nanos);
    }

    /// The end of a wait of so long, or of the request if that is sooner.
    static long after(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        return NANOS.isBound() && NANOS.get() - end < 0 ? NANOS.get() : end;
    }
}
