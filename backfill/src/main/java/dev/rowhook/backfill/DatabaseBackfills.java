package dev.rowhook.backfill;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.SinkMarks;
import dev.rowhook.changelog.page.PageDesk;
import dev.rowhook.source.SourceConnections;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// The backfills of one database that this node owns, from [#start] to [#close]: what is saved of
/// them says what is read. Thread-safe.
public final class DatabaseBackfills implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatabaseBackfills.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(15);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final TableTasks tasks;
    private final RunContext context;
    private final Runnable leaseLost;
    private final Map<TableKey, TableRun> runs = new ConcurrentHashMap<>();
    private final Semaphore signals = new Semaphore(1);
    private final Thread looking;
    private volatile boolean closing;

    private DatabaseBackfills(
            DSLContext worker,
            Lease lease,
            SourceConnections source,
            PageDesk desk,
            SinkMarks marks,
            BackfillSettings settings,
            Runnable leaseLost,
            Runnable changed) {
        this.tasks = new TableTasks(worker, lease);
        this.context =
                new RunContext(
                        tasks,
                        new BackfillStore(worker, lease, changed),
                        new MovedRows(worker, lease),
                        source,
                        desk,
                        marks,
                        settings,
                        new Semaphore(settings.activeTables(), true));
        this.leaseLost = leaseLost;
        this.looking =
                Thread.ofVirtual().name("backfills " + lease.database()).unstarted(this::run);
    }

    /// Starts to read what is to be read.
    ///
    /// @param worker our own Postgres, as the worker's role
    /// @param desk where the reader of the database takes pages
    /// @param marks as the workers of its sinks tell them
    /// @param changed is called after what is written about backfills
    public static DatabaseBackfills start(
            DSLContext worker,
            Lease lease,
            SourceConnections source,
            PageDesk desk,
            SinkMarks marks,
            BackfillSettings settings,
            Runnable leaseLost,
            Runnable changed) {
        DatabaseBackfills started =
                new DatabaseBackfills(
                        worker, lease, source, desk, marks, settings, leaseLost, changed);
        started.looking.start();
        return started;
    }

    /// Backfills may have been started, paused, resumed or cancelled.
    public void look() {
        signals.release();
    }

    private void run() {
        try {
            while (!closing) {
                signals.acquire();
                signals.drainPermits();
                try {
                    compare();
                } catch (DataAccessException e) {
                    lookLater(e);
                }
            }
        } catch (InterruptedException e) {
            // The end.
        }
    }

    private void lookLater(DataAccessException e) throws InterruptedException {
        if (!closing) {
            log.atWarn().addKeyValue("sqlstate", e.sqlState()).log("own Postgres does not answer");
            Thread.sleep(RETRY);
            look();
        }
    }

    private void compare() {
        List<TableKey> wanted = tasks.unfinished();
        Set<TableKey> unwanted = new HashSet<>(runs.keySet());
        wanted.forEach(unwanted::remove);
        // It looks again when they have ended.
        unwanted.forEach(key -> Optional.ofNullable(runs.get(key)).ifPresent(TableRun::stop));
        for (TableKey key : wanted) {
            if (!runs.containsKey(key)) {
                TableRun run = new TableRun(key, context, this::ended);
                runs.put(key, run);
                run.start();
            }
        }
    }

    private void ended(TableRun run, boolean isLost) {
        runs.remove(run.key());
        if (isLost) {
            leaseLost.run();
        } else {
            look();
        }
    }

    /// Stops reading. What was read is in the log with its place, or is read again by whoever reads
    /// next.
    @Override
    public void close() {
        closing = true;
        looking.interrupt();
        try {
            looking.join(STOP_WITHIN);
            List<TableRun> running = List.copyOf(runs.values());
            running.forEach(TableRun::stop);
            for (TableRun run : running) {
                if (!run.join(STOP_WITHIN)) {
                    log.atError()
                            .addKeyValue("backfill", run.key().backfill())
                            .addKeyValue("table", run.key().table())
                            .log("backfill does not stop");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
