package dev.rowhook.api.oidc;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Something that is fetched from elsewhere, kept, and fetched again when it is old or does not do.
///
/// It is fetched by one thread at a time and at most once in a while, whoever asks for it and
/// however often: a flood of tokens with made-up keys reaches nobody. What cannot be fetched again
/// stays as it is. Thread-safe.
final class Refetched<T> {
    private static final Logger log = LoggerFactory.getLogger(Refetched.class);

    private final String what;
    private final Supplier<T> fetch;
    private final Duration fresh;
    private final Duration pause;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable T value;
    private volatile Instant fetched = Instant.MIN;
    private volatile Instant tried = Instant.MIN;

    /// @param fresh for how long it is not looked at
    /// @param pause between two fetches, at least
    Refetched(String what, Supplier<T> fetch, Duration fresh, Duration pause, InstantSource clock) {
        this.what = what;
        this.fetch = fetch;
        this.fresh = fresh;
        this.pause = pause;
        this.clock = clock;
    }

    /// What is known, fetched again if it is old.
    ///
    /// @throws IssuerUnavailableException if it never could be fetched
    T get() {
        if (isOlderThan(fetched, fresh)) {
            fetchUnlessJustTried();
        }
        return present();
    }

    /// What is known, fetched again if that was not just tried.
    ///
    /// @throws IssuerUnavailableException if it never could be fetched
    T again() {
        fetchUnlessJustTried();
        return present();
    }

    private T present() {
        T known = value;
        if (known == null) {
            throw new IssuerUnavailableException(what + " are not known");
        }
        return known;
    }

    private void fetchUnlessJustTried() {
        lock.lock();
        try {
            if (isOlderThan(tried, pause)) {
                tried = clock.instant();
                value = fetch.get();
                fetched = clock.instant();
            }
        } catch (IssuerUnavailableException e) {
            log.atWarn()
                    .addKeyValue("what", what)
                    .addKeyValue("cause", e.getMessage())
                    .log("issuer not asked");
        } finally {
            lock.unlock();
        }
    }

    private boolean isOlderThan(Instant then, Duration age) {
        return then.equals(Instant.MIN)
                || Duration.between(then, clock.instant()).compareTo(age) >= 0;
    }
}
