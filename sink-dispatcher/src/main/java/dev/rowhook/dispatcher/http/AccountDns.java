package dev.rowhook.dispatcher.http;

import okhttp3.Dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The look-ups of one account: one of a name at a time, and so many at a time altogether.
///
/// Whoever asks waits for a while at most, and only a moment where there is an answer of the last 5
/// minutes to fall back on. Thread-safe.
final class AccountDns {
    private static final int MAX_NAMES = 10_000;
    private static final Duration PATIENCE_WITH_STALE = Duration.ofMillis(200);

    private final Dns resolver;
    private final Executor threads;
    private final LongSupplier nanos;
    private final Duration patience;
    private final Semaphore all;
    private final Semaphore unanswered;
    private final Map<String, KnownName> names = new ConcurrentHashMap<>();

    AccountDns(Dns resolver, Executor threads, int share, LongSupplier nanos, Duration patience) {
        this.resolver = resolver;
        this.threads = threads;
        this.nanos = nanos;
        this.patience = patience;
        this.all = new Semaphore(share, true);
        this.unanswered = new Semaphore(share / 2, true);
    }

    List<InetAddress> lookup(String name) throws UnknownHostException {
        if (names.size() > MAX_NAMES) {
            names.values().removeIf(KnownName::isForgettable);
        }
        KnownName known = names.computeIfAbsent(name, _ -> new KnownName(nanos));
        List<InetAddress> fresh = known.fresh();
        if (!fresh.isEmpty()) {
            return fresh;
        }
        List<InetAddress> stale = known.stale();
        long deadline = Deadline.after(stale.isEmpty() ? patience : PATIENCE_WITH_STALE);
        try {
            CompletableFuture<List<InetAddress>> running =
                    known.lookUp(answer -> start(known, name, answer, deadline));
            return known.await(running, deadline);
        } catch (UnknownHostException e) {
            if (stale.isEmpty()) {
                throw e;
            }
            return stale;
        }
    }

    /// Whether nothing of it would be missed.
    boolean isIdle() {
        return names.values().stream().allMatch(KnownName::isForgettable);
    }

    /// Begins a look-up as soon as the account has a thread for it.
    private void start(
            KnownName known,
            String name,
            CompletableFuture<List<InetAddress>> answer,
            long deadline) {
        boolean slow = known.isUnanswered();
        if (slow && !acquire(unanswered, deadline)) {
            answer.completeExceptionally(tooMany());
            return;
        }
        if (!acquire(all, deadline)) {
            release(slow, false);
            answer.completeExceptionally(tooMany());
            return;
        }
        try {
            threads.execute(() -> {
                try {
                    answer.complete(resolver.lookup(name));
                } catch (UnknownHostException | RuntimeException e) {
                    answer.completeExceptionally(e);
                } finally {
                    release(slow, true);
                }
            });
        } catch (RejectedExecutionException e) {
            release(slow, true);
            answer.completeExceptionally(tooMany());
        }
    }

    private void release(boolean slow, boolean one) {
        if (one) {
            all.release();
        }
        if (slow) {
            unanswered.release();
        }
    }

    private static boolean acquire(Semaphore permits, long deadline) {
        try {
            return permits.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static DnsTimeoutException tooMany() {
        return new DnsTimeoutException("too many names are being resolved");
    }
}
