package dev.rowhook.server.runtime;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.DATABASE_CONDITION;
import static dev.rowhook.store.jooq.Tables.DELIVERY_ATTEMPT;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;
import static dev.rowhook.store.jooq.Tables.SOURCE_GAP;

import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.LeaseLostException;
import dev.rowhook.changelog.Leases;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.secret.SealBrokenException;
import dev.rowhook.reader.SourceRemoval;
import dev.rowhook.source.SourceConnections;
import dev.rowhook.source.SourceSettings;
import dev.rowhook.store.BatchedDelete;
import dev.rowhook.store.accounts.AccountDeletions;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// Takes deleted databases away: first what is ours at the source, for its slot would fill the
/// tenant's disk, then the log. A source that cannot be reached is tried again, unless the host
/// wants the account gone without it.
///
/// On a few threads of its own, for a source may let one wait. Thread-safe.
final class DatabaseRemovals implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatabaseRemovals.class);
    private static final int THREADS = 4;
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(10);
    private static final String SEALED =
            "The login of the source does not open: a master key is missing, or the row was altered.";

    private final DSLContext worker;
    private final Leases leases;
    private final Function<Lease, Optional<SourceSettings>> sources;
    private final SourceRemoval removal;
    private final AccountDeletions deletions;
    private final Map<DatabaseId, Lease> running = new ConcurrentHashMap<>();
    private final Map<DatabaseId, Long> tried = new ConcurrentHashMap<>();
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    THREADS, Thread.ofPlatform().daemon().name("database-removal ", 0).factory());

    DatabaseRemovals(
            DSLContext worker, Leases leases, Function<Lease, Optional<SourceSettings>> sources) {
        this.worker = worker;
        this.leases = leases;
        this.sources = sources;
        this.removal = new SourceRemoval(worker);
        this.deletions = new AccountDeletions(worker);
    }

    /// Whether nothing is to be done for a database now: it is being removed, or was tried a moment
    /// ago.
    boolean rests(DatabaseRow row) {
        Long last = tried.get(row.id());
        return running.containsKey(row.id())
                || (!row.forced()
                        && last != null
                        && System.nanoTime() - last < AGAIN_AFTER.toNanos());
    }

    /// Begins to remove a database whose lease was taken for it.
    void begin(DatabaseRow row, Lease lease) {
        running.put(lease.database(), lease);
        threads.execute(() -> run(row, lease));
    }

    /// The leases of what is being removed, to be prolonged.
    List<Lease> leases() {
        return List.copyOf(running.values());
    }

    /// Lets what is being removed be. Whoever takes its lease begins anew.
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void run(DatabaseRow row, Lease lease) {
        tried.put(lease.database(), System.nanoTime());
        boolean removed = false;
        try {
            removed = remove(row, lease);
        } catch (LeaseLostException e) {
            log.atInfo()
                    .addKeyValue("database", lease.database())
                    .log("removal left to another node");
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("database", lease.database())
                    .addKeyValue("sqlstate", e.sqlState())
                    .log("database not removed yet");
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("database", lease.database())
                    .setCause(e)
                    .log("database not removed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            tried.put(lease.database(), System.nanoTime());
            running.remove(lease.database());
        }
        if (removed) {
            tried.remove(lease.database());
        } else {
            release(lease);
        }
    }

    private boolean remove(DatabaseRow row, Lease lease) throws InterruptedException {
        if (!isClean(lease)) {
            if (!row.forced()) {
                return false;
            }
            leave(lease);
        }
        deleteRows(lease);
        log.atInfo().addKeyValue("database", lease.database()).log("database removed");
        return true;
    }

    private boolean isClean(Lease lease) {
        try {
            return sources.apply(lease)
                    .map(settings -> removal.run(lease, new SourceConnections(settings)))
                    .orElse(true);
        } catch (SealBrokenException e) {
            log.atError()
                    .addKeyValue("database", lease.database())
                    .addKeyValue("cause", e.getMessage())
                    .log("login of a deleted database does not open");
            return false;
        }
    }

    /// What is told about the source is all that is known of it afterwards.
    private void leave(Lease lease) {
        List<String[]> told =
                worker.selectFrom(DATABASE_CONDITION)
                        .where(DATABASE_CONDITION.ACCOUNT_ID.eq(lease.account().value()))
                        .and(DATABASE_CONDITION.DATABASE_ID.eq(lease.database().value()))
                        .fetch(row -> new String[] {row.getMessage(), row.getRemedy()});
        for (String[] one : told) {
            deletions.leave(lease.account(), one[0], one[1]);
        }
        if (told.isEmpty()) {
            deletions.leave(lease.account(), SEALED, "Drop the slot at the source.");
        }
    }

    /// The deliveries first, of which there may be many; the row of the database last.
    private void deleteRows(Lease lease) throws InterruptedException {
        UUID account = lease.account().value();
        UUID database = lease.database().value();
        var cursors =
                DSL.select(SINK_CURSOR.SINK_ID)
                        .from(SINK_CURSOR)
                        .where(SINK_CURSOR.ACCOUNT_ID.eq(account))
                        .and(SINK_CURSOR.DATABASE_ID.eq(database));
        BatchedDelete.run(
                worker,
                DELIVERY_ATTEMPT,
                DELIVERY_ATTEMPT.ACCOUNT_ID.eq(account).and(DELIVERY_ATTEMPT.SINK_ID.in(cursors)));
        BatchedDelete.run(
                worker,
                SINK_PENDING,
                SINK_PENDING.ACCOUNT_ID.eq(account).and(SINK_PENDING.SINK_ID.in(cursors)));
        worker.deleteFrom(SINK)
                .where(SINK.ACCOUNT_ID.eq(account))
                .and(SINK.DATABASE_ID.eq(database))
                .andExists(
                        DSL.selectOne()
                                .from(ACCOUNT)
                                .where(ACCOUNT.ACCOUNT_ID.eq(account))
                                .and(ACCOUNT.STATUS.eq("deleting")))
                .execute();
        ChangeLog.delete(worker, lease);
        worker.transaction(tx -> {
            DSLContext db = tx.dsl();
            db.deleteFrom(DATABASE_CONDITION)
                    .where(DATABASE_CONDITION.ACCOUNT_ID.eq(account))
                    .and(DATABASE_CONDITION.DATABASE_ID.eq(database))
                    .execute();
            db.deleteFrom(SOURCE_GAP)
                    .where(SOURCE_GAP.ACCOUNT_ID.eq(account))
                    .and(SOURCE_GAP.DATABASE_ID.eq(database))
                    .execute();
            db.deleteFrom(DATABASE)
                    .where(DATABASE.ACCOUNT_ID.eq(account))
                    .and(DATABASE.ID.eq(database))
                    .execute();
            db.fetch("select pg_notify('rowhook_settings', '')");
        });
    }

    private void release(Lease lease) {
        try {
            leases.release(lease);
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("sqlstate", e.sqlState())
                    .log("lease not given back, it will end by itself");
        }
    }
}
