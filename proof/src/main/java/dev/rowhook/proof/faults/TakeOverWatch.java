package dev.rowhook.proof.faults;

import dev.rowhook.proof.bed.RowhookProcess;
import dev.rowhook.proof.faults.Owners.Owner;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Strikes a server and measures how long each of its databases waits for another one. Used by one
/// thread.
final class TakeOverWatch {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    private final Owners owners;
    private final List<SharedDatabase> databases;

    TakeOverWatch(Owners owners, List<SharedDatabase> databases) {
        this.owners = owners;
        this.databases = databases;
    }

    /// Strikes, and waits until others have taken over all that the server owned.
    ///
    /// @throws IllegalStateException if nobody does within a minute
    List<TakeOver> strike(TakeOverStrike strike, String node, RowhookProcess server)
            throws Exception {
        Map<String, Owner> before = owners.read();
        List<SharedDatabase> struck =
                databases.stream()
                        .filter(database ->
                                owner(before, database).node().filter(node::equals).isPresent())
                        .toList();
        try (ExecutorService striking = Executors.newSingleThreadExecutor()) {
            long at = System.nanoTime();
            Future<?> done =
                    striking.submit(
                            (Callable<Void>)
                                    () -> {
                                        strike.strike(server);
                                        return null;
                                    });
            Map<String, Duration> appends = awaitAppends(struck, before, at);
            List<TakeOver> takeOvers = new ArrayList<>();
            for (SharedDatabase database : struck) {
                takeOvers.add(
                        new TakeOver(
                                strike,
                                node,
                                database.name(),
                                Objects.requireNonNull(appends.get(database.name())),
                                awaitDelivery(database, at)));
            }
            done.get();
            return takeOvers;
        }
    }

    private static Owner owner(Map<String, Owner> owners, SharedDatabase database) {
        return Objects.requireNonNull(owners.get(database.name()));
    }

    /// An append is the next owner's if the log moved after its epoch was seen.
    private Map<String, Duration> awaitAppends(
            List<SharedDatabase> struck, Map<String, Owner> before, long at) throws Exception {
        Map<String, Long> taken = new HashMap<>();
        Map<String, Duration> appends = new HashMap<>();
        while (appends.size() < struck.size()) {
            Map<String, Owner> now = owners.read();
            for (SharedDatabase database : struck) {
                Owner owner = owner(now, database);
                if (owner.epoch() > owner(before, database).epoch()) {
                    long seq = taken.computeIfAbsent(database.name(), _ -> owner.nextSeq());
                    if (owner.nextSeq() > seq) {
                        appends.putIfAbsent(database.name(), since(at));
                    }
                }
            }
            pause(at, () -> "only %s were taken over: %s".formatted(appends, now));
        }
        return appends;
    }

    private static Duration awaitDelivery(SharedDatabase database, long at)
            throws InterruptedException {
        OptionalLong delivered = database.probe().firstDelivered(at);
        while (delivered.isEmpty()) {
            pause(at, () -> database.name() + " is not delivered");
            delivered = database.probe().firstDelivered(at);
        }
        return Duration.ofNanos(delivered.getAsLong() - at);
    }

    /// Waits until the nodes share the databases, and answers how long that took.
    Duration awaitShared(List<String> nodes) throws SQLException, InterruptedException {
        long at = System.nanoTime();
        while (!owners.areShared(nodes)) {
            Map<String, Owner> now = owners.read();
            pause(at, () -> "not shared by %s: %s".formatted(nodes, now));
        }
        return since(at);
    }

    private interface Description {
        String text();
    }

    private static void pause(long since, Description otherwise) throws InterruptedException {
        if (since(since).compareTo(PATIENCE) > 0) {
            throw new IllegalStateException(otherwise.text());
        }
        Thread.sleep(LOOK_EVERY);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
