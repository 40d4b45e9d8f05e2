package dev.rowhook.server.runtime;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.LeaseLostException;
import dev.rowhook.changelog.Leases;
import dev.rowhook.core.DatabaseId;

import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The databases whose leases this node holds: those that it runs, and those that it is about to
/// give back.
///
/// Databases are added, stopped and prolonged by one thread; the rest is thread-safe.
final class OwnedDatabases {
    private static final Logger log = LoggerFactory.getLogger(OwnedDatabases.class);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(60);

    private final Leases leases;
    private final Runnable lookAgain;
    private final Map<DatabaseId, OwnedDatabase> running = new ConcurrentHashMap<>();
    private final Map<DatabaseId, OwnedDatabase> stopping = new ConcurrentHashMap<>();
    private final ExecutorService stops = Executors.newVirtualThreadPerTaskExecutor();

    /// @param lookAgain is called when one was given back
    OwnedDatabases(Leases leases, Runnable lookAgain) {
        this.leases = leases;
        this.lookAgain = lookAgain;
    }

    /// Those that run.
    List<OwnedDatabase> all() {
        return List.copyOf(running.values());
    }

    /// One that runs, or all of them.
    List<OwnedDatabase> all(Optional<DatabaseId> database) {
        return database.map(id -> Optional.ofNullable(running.get(id)).stream().toList())
                .orElseGet(this::all);
    }

    int count() {
        return running.size();
    }

    /// Whether a database runs here, or has not ended here yet.
    boolean has(DatabaseId database) {
        return running.containsKey(database) || stopping.containsKey(database);
    }

    void add(OwnedDatabase database) {
        running.put(database.lease().database(), database);
        log.atInfo()
                .addKeyValue("database", database.lease().database())
                .addKeyValue("epoch", database.lease().epoch())
                .log("owning database");
    }

    /// Prolongs the leases of all, and others, and stops those whose leases are lost.
    ///
    /// @throws DataAccessException if our Postgres does not answer; then nobody knows
    void renew(Collection<Lease> others) {
        List<OwnedDatabase> databases =
                Stream.concat(running.values().stream(), stopping.values().stream()).toList();
        long asked = System.nanoTime();
        Set<Lease> held =
                leases.renew(
                        Stream.concat(databases.stream().map(OwnedDatabase::lease), others.stream())
                                .toList());
        for (OwnedDatabase database : databases) {
            if (held.contains(database.lease())) {
                database.tenure().prolonged(asked);
            } else if (running.containsValue(database)) {
                log.atWarn()
                        .addKeyValue("database", database.lease().database())
                        .addKeyValue("epoch", database.lease().epoch())
                        .log("lease lost");
                stop(database);
            }
        }
    }

    /// On a thread of its own: one that cannot be stopped at once must not keep the leases of the
    /// others from being renewed.
    void stop(OwnedDatabase database) {
        DatabaseId id = database.lease().database();
        stopping.put(id, database);
        running.remove(id);
        stops.execute(() -> {
            try {
                release(database);
                log.atInfo().addKeyValue("database", id).log("no longer owning database");
            } finally {
                stopping.remove(id);
                lookAgain.run();
            }
        });
    }

    private void release(OwnedDatabase database) {
        database.close();
        try {
            leases.release(database.lease());
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("sqlstate", e.sqlState())
                    .log("lease not given back, it will end by itself");
        }
    }

    /// Stops all, and waits until they have stopped; their leases are prolonged meanwhile.
    ///
    /// @param renewEvery how often
    void stopAll(Duration renewEvery) {
        all().forEach(this::stop);
        stops.shutdown();
        long giveUp = System.nanoTime() + STOPS_WITHIN.toNanos();
        try {
            while (!stops.awaitTermination(renewEvery.toMillis(), TimeUnit.MILLISECONDS)
                    && System.nanoTime() - giveUp < 0) {
                renewStopping();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void renewStopping() {
        try {
            renew(List.of());
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("sqlstate", e.sqlState())
                    .log("leases of what stops not prolonged");
        }
    }

    /// Drops what the logs need not keep any more.
    void reclaim() {
        for (OwnedDatabase database : running.values()) {
            try {
                database.reclaim();
            } catch (LeaseLostException e) {
                lookAgain.run();
            }
        }
    }
}
