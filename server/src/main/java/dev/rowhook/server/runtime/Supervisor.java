package dev.rowhook.server.runtime;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.Leases;
import dev.rowhook.changelog.Node;
import dev.rowhook.changelog.Nodes;
import dev.rowhook.core.DatabaseId;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Owns databases, side by side with the other nodes that live: says that this node lives, renews
/// its leases, takes its share of those that are free, and gives back what it has too much. Runs
/// reader and workers of what it owns.
///
/// One thread looks: when something was signalled, when the lease of another node ends, and at
/// least every one and a half seconds. Thread-safe.
public final class Supervisor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

    /// Three renewals have to fail in a row before another node may begin. Whoever takes over has
    /// the rest of ten seconds for it.
    private static final Duration TERM = Duration.ofSeconds(5);

    private static final Duration RENEW_EVERY = Duration.ofMillis(1_500);
    private static final Duration AGAIN_AFTER_FAILURE = Duration.ofMillis(500);
    private static final Duration AFTER_EXPIRY = Duration.ofMillis(20);
    private static final Duration LEFT_TO_OTHERS = Duration.ofSeconds(4);
    private static final Duration CONTENT = Duration.ofSeconds(30);
    private static final Duration LOOK_AT_MOST = Duration.ofSeconds(1);
    private static final Duration RECLAIM_EVERY = Duration.ofMinutes(1);

    private final DSLContext worker;
    private final String node;
    private final Nodes nodes;
    private final Leases leases;
    private final DatabaseStarter starter;
    private final DatabaseRemovals removals;
    private final OwnedDatabases owned;
    private final Claims claims = new Claims(LEFT_TO_OTHERS, CONTENT);
    private final Semaphore signals = new Semaphore(1);
    private final Thread thread;
    private boolean entered;
    private boolean displaced;
    private long lastReclaim = System.nanoTime();
    private OptionalLong lastFailure = OptionalLong.empty();
    private volatile OptionalLong lastLook = OptionalLong.empty();

    /// @param worker our own Postgres, as the worker's role, by sessions that bear the node's name
    public Supervisor(DSLContext worker, Node node, DatabaseStarter starter) {
        this.worker = worker;
        this.node = node.name();
        this.nodes = new Nodes(worker, node, TERM);
        this.leases = new Leases(worker, node.name(), TERM);
        this.starter = starter;
        this.removals = new DatabaseRemovals(worker, leases, starter::settings);
        this.owned = new OwnedDatabases(leases, this::lookAgain);
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
        owned.all(database).forEach(OwnedDatabase::backfillsChanged);
    }

    /// Lets the erasures of a database be looked at now, or those of all.
    public void erasuresChanged(Optional<DatabaseId> database) {
        owned.all(database).forEach(OwnedDatabase::erasuresChanged);
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
        return owned.count();
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
            Duration pause = Duration.ZERO;
            while (true) {
                if (signals.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    signals.drainPermits();
                }
                pause = tryLook();
            }
        } catch (InterruptedException e) {
            stopAll();
        }
    }

    /// Looks, and answers for how long at most not to look again.
    private Duration tryLook() {
        try {
            Duration pause = look();
            lastLook = OptionalLong.of(System.nanoTime());
            return pause;
        } catch (DataAccessException e) {
            lastFailure = OptionalLong.of(System.nanoTime());
            log.atWarn().addKeyValue("sqlstate", e.sqlState()).log("own Postgres does not answer");
            return AGAIN_AFTER_FAILURE;
        }
    }

    private Duration look() {
        if (!isThisNode()) {
            owned.all().forEach(owned::stop);
            return RENEW_EVERY;
        }
        owned.renew(removals.leases());
        long asked = System.nanoTime();
        Map<DatabaseId, DatabaseRow> wanted =
                DatabaseRow.all(worker).stream()
                        .collect(Collectors.toMap(DatabaseRow::id, row -> row));
        keepWanted(wanted);
        Set<String> alive = nodes.alive();
        Shares shares = Shares.of(node, alive, owned.count(), wanted.values());
        giveBack(claims.toGiveBack(shares, asked));
        take(wanted, alive, shares, asked);
        reclaim();
        return untilNextExpiry(wanted, asked);
    }

    /// The leases are renewed later: they outlast what the node says of itself, so that a node
    /// whose lease is over does not count as alive.
    private boolean isThisNode() {
        if (!entered) {
            nodes.enter();
            entered = true;
            return true;
        }
        boolean isThis = nodes.beat();
        if (!isThis && !displaced) {
            log.atError()
                    .addKeyValue("node", node)
                    .log("another server has started under the name of this node, which stops");
        }
        displaced = !isThis;
        return isThis;
    }

    private void keepWanted(Map<DatabaseId, DatabaseRow> wanted) {
        for (OwnedDatabase database : owned.all()) {
            DatabaseRow row = wanted.get(database.lease().database());
            if (row != null
                    && row.served()
                    && !database.isLost()
                    && !starter.isMoved(database, row.settingsVersion())) {
                database.settingsAt(row.settingsVersion());
            } else {
                owned.stop(database);
            }
        }
    }

    private void giveBack(int count) {
        owned.all().stream()
                .sorted(Comparator.comparing(database -> database.lease().database().value()))
                .limit(count)
                .forEach(owned::stop);
    }

    private void take(
            Map<DatabaseId, DatabaseRow> wanted, Set<String> alive, Shares shares, long now) {
        List<DatabaseRow> free =
                wanted.values().stream()
                        .filter(row -> row.isFreeFor(node) && !owned.has(row.id()))
                        .filter(row -> mayBeTaken(row, now))
                        .toList();
        List<DatabaseRow> taken =
                new ArrayList<>(
                        claims.toTake(
                                free.stream().filter(DatabaseRow::served).toList(), shares, now));
        free.stream().filter(row -> row.deleting() && !removals.rests(row)).forEach(taken::add);
        Set<String> ended = new HashSet<>(alive);
        for (DatabaseRow row : taken) {
            row.owner().filter(ended::add).ifPresent(nodes::endSessions);
            if (System.nanoTime() - now > LOOK_AT_MOST.toNanos()) {
                // The leases of what is owned must not end meanwhile.
                lookAgain();
                return;
            }
            takeCare(row);
        }
    }

    /// When our Postgres was away, the leases of all nodes have ended: those that live renew theirs
    /// first.
    private boolean mayBeTaken(DatabaseRow row, long now) {
        boolean wasAway =
                lastFailure.isPresent() && now - lastFailure.getAsLong() < LEFT_TO_OTHERS.toNanos();
        return !wasAway || row.owner().isEmpty() || row.owner().get().equals(node);
    }

    /// One database that cannot be started must not end the care for the others.
    private void takeCare(DatabaseRow row) {
        try {
            long asked = System.nanoTime();
            leases.take(row.account(), row.id()).ifPresent(lease -> own(row, lease, asked));
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            log.atError().addKeyValue("database", row.id()).setCause(e).log("database not started");
        }
    }

    private void own(DatabaseRow row, Lease lease, long asked) {
        if (row.deleting()) {
            removals.begin(row, lease);
        } else {
            starter.start(lease, new Tenure(TERM, asked), this::lookAgain).ifPresent(owned::add);
        }
    }

    private Duration untilNextExpiry(Map<DatabaseId, DatabaseRow> wanted, long asked) {
        Duration since = Duration.ofNanos(System.nanoTime() - asked);
        return wanted.values().stream()
                .filter(row -> row.holder().filter(holder -> !holder.equals(node)).isPresent())
                .map(row -> row.leaseLeft().plus(AFTER_EXPIRY).minus(since))
                .filter(Duration::isPositive)
                .filter(left -> left.compareTo(RENEW_EVERY) < 0)
                .min(Comparator.naturalOrder())
                .orElse(RENEW_EVERY);
    }

    private void reclaim() {
        long now = System.nanoTime();
        if (now - lastReclaim >= RECLAIM_EVERY.toNanos()) {
            lastReclaim = now;
            owned.reclaim();
        }
    }

    /// The others share what this node had from now on.
    private void stopAll() {
        removals.close();
        try {
            nodes.leave();
        } catch (DataAccessException e) {
            log.atWarn().addKeyValue("sqlstate", e.sqlState()).log("others wait for this node");
        }
        owned.stopAll(RENEW_EVERY);
    }
}
