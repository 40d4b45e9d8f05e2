package dev.rowhook.dispatcher.http;

import okhttp3.Dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Resolves names on a few platform threads of its own: a look-up that hangs on a virtual thread
/// would hold its carrier.
///
/// One look-up of a name at a time, remembered for a short while; whoever asks waits 3 seconds at
/// most, and not at all while all threads are taken. Thread-safe.
public final class BoundedDns implements Dns, AutoCloseable {
    private static final int THREADS = 16;
    private static final int MAX_NAMES = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Dns resolver;
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    0,
                    THREADS,
                    10,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().daemon().name("dns-", 0).factory());
    private final Map<String, LookUp> names = new ConcurrentHashMap<>();

    /// Asks the system's resolver.
    public BoundedDns() {
        this(Dns.SYSTEM);
    }

    BoundedDns(Dns resolver) {
        this.resolver = resolver;
    }

    @Override
    public List<InetAddress> lookup(String name) throws UnknownHostException {
        if (names.size() > MAX_NAMES) {
            names.values().removeIf(LookUp::isOver);
        }
        LookUp lookUp =
                names.compute(
                        name, (_, last) -> last == null || last.isOver() ? start(name) : last);
        try {
            return lookUp.addresses.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new UnknownHostException("the name server does not answer");
        } catch (ExecutionException e) {
            throw new UnknownHostException("the name cannot be resolved");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException("interrupted");
        }
    }

    private LookUp start(String name) {
        LookUp lookUp = new LookUp(new CompletableFuture<>(), System.nanoTime());
        try {
            threads.execute(() -> lookUp.run(resolver, name));
        } catch (RejectedExecutionException e) {
            lookUp.addresses.completeExceptionally(e);
        }
        return lookUp;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private record LookUp(CompletableFuture<List<InetAddress>> addresses, long startedNanos) {

        /// Whether a new look-up may begin: never while this one runs.
        boolean isOver() {
            return addresses.isDone()
                    && (addresses.isCompletedExceptionally()
                            || System.nanoTime() - startedNanos > FRESH.toNanos());
        }

        void run(Dns resolver, String name) {
            try {
                addresses.complete(resolver.lookup(name));
            } catch (UnknownHostException | RuntimeException e) {
                addresses.completeExceptionally(e);
            }
        }
    }
}
