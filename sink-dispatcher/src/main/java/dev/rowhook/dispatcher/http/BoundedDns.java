package dev.rowhook.dispatcher.http;

import dev.rowhook.core.AccountId;

import okhttp3.Dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Resolves names on platform threads of its own: a look-up that hangs on a virtual thread would
/// hold its carrier.
///
/// An account has a quarter of the threads at most, and of those half for names that did not answer
/// the last time: so names that nobody answers for stop neither other accounts nor the other names
/// of their own. Thread-safe.
public final class BoundedDns implements AutoCloseable {
    private static final int THREADS = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int ACCOUNTS_KEPT = 10_000;

    private final Dns resolver;
    private final LongSupplier nanos;
    private final Duration patience;
    private final ExecutorService threads =
            new ThreadPoolExecutor(
                    0,
                    THREADS,
                    10,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().daemon().name("dns-", 0).factory());
    private final Map<AccountId, AccountDns> accounts = new ConcurrentHashMap<>();

    /// Asks the system's resolver.
    public BoundedDns() {
        this(Dns.SYSTEM);
    }

    BoundedDns(Dns resolver) {
        this(resolver, System::nanoTime);
    }

    /// @param nanos tells how old an answer is
    BoundedDns(Dns resolver, LongSupplier nanos) {
        this(resolver, nanos, PATIENCE);
    }

    /// @param patience how long an answer is waited for at most
    BoundedDns(Dns resolver, LongSupplier nanos, Duration patience) {
        this.resolver = resolver;
        this.nanos = nanos;
        this.patience = patience;
    }

    /// The names as one account asks for them.
    public Dns of(AccountId account) {
        if (accounts.size() > ACCOUNTS_KEPT) {
            accounts.values().removeIf(AccountDns::isIdle);
        }
        return name -> lookup(account, name);
    }

    private List<InetAddress> lookup(AccountId account, String name) throws UnknownHostException {
        return accounts.computeIfAbsent(
                        account,
                        _ -> new AccountDns(resolver, threads, THREADS / 4, nanos, patience))
                .lookup(name);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
