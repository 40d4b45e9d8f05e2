package dev.rowhook.server.runtime;

import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.LeaseLostException;
import dev.rowhook.changelog.Leases;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.secret.SealBrokenException;
import dev.rowhook.dispatcher.SinkDispatcher;
import dev.rowhook.reader.ReaderTiming;
import dev.rowhook.source.SessionName;
import dev.rowhook.source.SourceConnections;
import dev.rowhook.source.SourceSettings;
import dev.rowhook.source.SourceSettingsRepository;
import dev.rowhook.store.keys.DataKeys;
import dev.rowhook.store.signal.ChangeWatch;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Owns databases: takes the leases that are free, renews its own, and runs reader and workers of
/// what it owns.
///
/// One thread looks, when something was signalled and at least every [#RENEW_EVERY]. Thread-safe.
public final class Supervisor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration TERM = Duration.ofSeconds(15);
    private static final Duration RENEW_EVERY = Duration.ofSeconds(4);
    private static final Duration RECLAIM_EVERY = Duration.ofMinutes(1);

    private final DSLContext worker;
    private final Leases leases;
    private final SourceSettingsRepository sources;
    private final DatabaseRemovals removals;
    private final SinkDispatcher dispatcher;
    private final DataKeys keys;
    private final UUID installation;
    private final ChangeLog.Settings logSettings;
    private final ReaderTiming timing;
    private final ChangeWatch watch;
    private final Map<DatabaseId, OwnedDatabase> owned = new ConcurrentHashMap<>();
    private final Map<DatabaseId, OwnedDatabase> stopping = new ConcurrentHashMap<>();
    private final ExecutorService stops = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore signals = new Semaphore(1);
    private final Thread thread;
    private long lastReclaim = System.nanoTime();
    private volatile OptionalLong lastLook = OptionalLong.empty();

    public Supervisor(
            DSLContext worker,
            String node,
            UUID installation,
            SourceSettingsRepository sources,
            SinkDispatcher dispatcher,
            DataKeys keys,
            ChangeLog.Settings logSettings,
            ReaderTiming timing,
            ChangeWatch watch) {
        this.worker = worker;
        this.leases = new Leases(worker, node, TERM);
        this.installation = installation;
        this.sources = sources;
        this.removals = new DatabaseRemovals(worker, leases, this::settings);
        this.dispatcher = dispatcher;
        this.keys = keys;
        this.logSettings = logSettings;
        this.timing = timing;
        this.watch = watch;
        this.thread = Thread.ofPlatform().name("supervisor").daemon(true).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Lets the databases be looked at now.
    public void lookAgain() {
        signals.release();
    }

    /// Lets the backfills of a database be looked at now, or those of all.
    public void backfillsChanged(Optional<DatabaseId> database) {
        owned(database).forEach(OwnedDatabase::backfillsChanged);
    }

    /// Lets the erasures of a database be looked at now, or those of all.
    public void erasuresChanged(Optional<DatabaseId> database) {
        owned(database).forEach(OwnedDatabase::erasuresChanged);
    }

    private List<OwnedDatabase> owned(Optional<DatabaseId> database) {
        return database.map(id -> Optional.ofNullable(owned.get(id)).stream().toList())
                .orElseGet(() -> List.copyOf(owned.values()));
    }

    /// How long ago all databases were looked at without a failure, if they ever were.
    public Optional<Duration> sinceLastLook() {
        OptionalLong last = lastLook;
        return last.isPresent()
                ? Optional.of(Duration.ofNanos(System.nanoTime() - last.getAsLong()))
                : Optional.empty();
    }

    /// How many databases this node owns.
    public int owned() {
        return owned.size();
    }

    /// Stops readers and workers and gives the leases back.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(60));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                if (signals.tryAcquire(RENEW_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    signals.drainPermits();
                }
                try {
                    look();
                    lastLook = OptionalLong.of(System.nanoTime());
                } catch (DataAccessException e) {
                    log.atWarn()
                            .addKeyValue("sqlstate", e.sqlState())
                            .log("own Postgres does not answer");
                }
            }
        } catch (InterruptedException e) {
            stopAll();
        }
    }

    private void look() {
        Map<DatabaseId, DatabaseRow> wanted =
                DatabaseRow.all(worker).stream()
                        .collect(Collectors.toMap(DatabaseRow::id, row -> row));
        for (OwnedDatabase database : List.copyOf(owned.values())) {
            DatabaseRow row = wanted.get(database.lease().database());
            if (row != null
                    && row.served()
                    && !database.isLost()
                    && !isMoved(database, row)
                    && leases.renew(database.lease())) {
                database.settingsAt(row.settingsVersion());
            } else {
                stop(database);
            }
        }
        stopping.values().forEach(database -> leases.renew(database.lease()));
        removals.renew();
        for (DatabaseRow row : wanted.values()) {
            boolean toOwn = row.served() && !owned.containsKey(row.id());
            boolean toRemove = row.deleting() && !removals.rests(row);
            if (!stopping.containsKey(row.id()) && (toOwn || toRemove)) {
                takeCare(row);
            }
        }
        reclaim();
    }

    /// One database that cannot be started must not end the care for the others.
    private void takeCare(DatabaseRow row) {
        try {
            leases.take(row.account(), row.id()).ifPresent(lease -> own(row, lease));
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            log.atError().addKeyValue("database", row.id()).setCause(e).log("database not started");
        }
    }

    private void own(DatabaseRow row, Lease lease) {
        if (row.deleting()) {
            removals.begin(row, lease);
            return;
        }
        settings(lease)
                .ifPresent(source -> {
                    OwnedDatabase database =
                            OwnedDatabase.start(
                                    worker,
                                    ChangeLog.open(worker, lease, logSettings),
                                    new SourceConnections(source),
                                    dispatcher,
                                    keys,
                                    timing,
                                    watch,
                                    this::lookAgain);
                    owned.put(row.id(), database);
                    log.atInfo()
                            .addKeyValue("database", row.id())
                            .addKeyValue("epoch", lease.epoch())
                            .log("owning database");
                });
    }

    private Optional<SourceSettings> settings(Lease lease) {
        String name = SessionName.of(installation, lease.database(), lease.epoch()).toString();
        return sources.find(worker, lease.account(), lease.database(), name);
    }

    /// Whether its source is to be reached in another way than it is: whoever takes the lease next
    /// reaches it so.
    private boolean isMoved(OwnedDatabase database, DatabaseRow row) {
        if (!database.isBehind(row.settingsVersion())) {
            return false;
        }
        try {
            return settings(database.lease())
                    .filter(newest -> !newest.equals(database.source()))
                    .isPresent();
        } catch (SealBrokenException e) {
            log.atError()
                    .addKeyValue("database", row.id())
                    .addKeyValue("cause", e.getMessage())
                    .log("login does not open, the former one is used on");
            return false;
        }
    }

    /// On a thread of its own: one that cannot be stopped at once must not keep the leases of the
    /// others from being renewed.
    private void stop(OwnedDatabase database) {
        DatabaseId id = database.lease().database();
        stopping.put(id, database);
        owned.remove(id);
        stops.execute(() -> {
            try {
                release(database);
                log.atInfo().addKeyValue("database", id).log("no longer owning database");
            } finally {
                stopping.remove(id);
                lookAgain();
            }
        });
    }

    private void reclaim() {
        long now = System.nanoTime();
        if (now - lastReclaim < RECLAIM_EVERY.toNanos()) {
            return;
        }
        lastReclaim = now;
        for (OwnedDatabase database : owned.values()) {
            try {
                database.reclaim();
            } catch (LeaseLostException e) {
                lookAgain();
            }
        }
    }

    private void stopAll() {
        removals.close();
        List.copyOf(owned.values()).forEach(this::stop);
        stops.close();
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
}
