package dev.rowhook.dispatcher.http;

import dev.rowhook.core.secret.Secret;

import okhttp3.OkHttpClient;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/// The tokens of one endpoint: fetched once for all who ask at the same time, and kept until a
/// minute before they expire. Thread-safe.
final class TokenSource {
    private static final Duration EARLY = Duration.ofMinutes(1);

    private final TokenRequest request;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable CompletableFuture<Secret> current;
    private long usableUntilNanos;

    TokenSource(OkHttpClient client, Auth.OAuth2 auth) {
        this.request = new TokenRequest(client, auth);
    }

    /// A token, now or when it is there. Fails with an [IOException] if the server gives none; the
    /// next one to ask tries again.
    CompletableFuture<Secret> token() {
        lock.lock();
        try {
            CompletableFuture<Secret> known = current;
            if (known != null && (!known.isDone() || isUsable(known))) {
                return known.copy();
            }
            CompletableFuture<Secret> next = new CompletableFuture<>();
            current = next;
            Thread.ofVirtual().name("token").start(() -> fetch(next));
            return next.copy();
        } finally {
            lock.unlock();
        }
    }

    /// Forgets a token that the endpoint did not accept.
    void drop(Secret token) {
        lock.lock();
        try {
            CompletableFuture<Secret> known = current;
            if (known != null && known.isDone() && isUsable(known) && known.join().equals(token)) {
                current = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isUsable(CompletableFuture<Secret> token) {
        return !token.isCompletedExceptionally() && System.nanoTime() - usableUntilNanos < 0;
    }

    private void fetch(CompletableFuture<Secret> next) {
        try {
            GrantedToken granted = request.send();
            keepFor(granted.lifetime());
            next.complete(granted.token());
        } catch (IOException | RuntimeException e) {
            next.completeExceptionally(e);
        }
    }

    /// A token that lives less than two minutes is used for half of that.
    private void keepFor(Duration lifetime) {
        Duration half = lifetime.dividedBy(2);
        Duration untilEarly = lifetime.minus(EARLY);
        Duration kept = untilEarly.compareTo(half) > 0 ? untilEarly : half;
        lock.lock();
        try {
            usableUntilNanos = System.nanoTime() + kept.toNanos();
        } finally {
            lock.unlock();
        }
    }
}
