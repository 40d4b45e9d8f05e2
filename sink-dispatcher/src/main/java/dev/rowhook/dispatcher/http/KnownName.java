package dev.rowhook.dispatcher.http;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// What is known of one name, and the look-up that runs for it. Thread-safe.
final class KnownName {
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration USABLE = Duration.ofMinutes(5);

    private record Answer(List<InetAddress> addresses, long atNanos) {}

    private final AtomicReference<@Nullable CompletableFuture<List<InetAddress>>> running =
            new AtomicReference<>();
    private final LongSupplier nanos;
    private volatile @Nullable Answer last;
    private volatile boolean unanswered;

    /// @param nanos tells how old an answer is
    KnownName(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// The addresses of the last seconds; empty if there are none.
    List<InetAddress> fresh() {
        return younger(FRESH);
    }

    /// The addresses to be used where no newer ones are to be had; empty if there are none.
    List<InetAddress> stale() {
        return younger(USABLE);
    }

    private List<InetAddress> younger(Duration age) {
        Answer answer = last;
        return answer != null && nanos.getAsLong() - answer.atNanos < age.toNanos()
                ? answer.addresses
                : List.of();
    }

    /// Whether its last look-up had no answer while somebody waited for it.
    boolean isUnanswered() {
        return unanswered;
    }

    boolean isForgettable() {
        return running.get() == null && stale().isEmpty();
    }

    /// The look-up that runs, or a new one, which `start` begins.
    CompletableFuture<List<InetAddress>> lookUp(
            Consumer<CompletableFuture<List<InetAddress>>> start) {
        CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> theirs = running.compareAndExchange(null, mine);
        if (theirs != null) {
            return theirs;
        }
        List<InetAddress> fresh = fresh();
        if (!fresh.isEmpty()) {
            // One has ended since the caller looked.
            mine.complete(fresh);
            running.set(null);
            return mine;
        }
        CompletableFuture<List<InetAddress>> noted = mine.whenComplete((found, _) -> ended(found));
        start.accept(mine);
        return noted;
    }

    private void ended(@Nullable List<InetAddress> found) {
        if (found != null && !found.isEmpty()) {
            last = new Answer(List.copyOf(found), nanos.getAsLong());
            unanswered = false;
        }
        running.set(null);
    }

    /// @throws DnsTimeoutException if there is no answer by then
    /// @throws UnknownHostException if the answer is that there is no such name
    List<InetAddress> await(CompletableFuture<List<InetAddress>> lookUp, long deadline)
            throws UnknownHostException {
        try {
            return lookUp.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            unanswered = true;
            throw new DnsTimeoutException("the name server does not answer");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof DnsTimeoutException timeout
                    ? timeout
                    : new UnknownHostException("the name cannot be resolved");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DnsTimeoutException("interrupted");
        }
    }
}
