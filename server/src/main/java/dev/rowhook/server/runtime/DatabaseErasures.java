package dev.rowhook.server.runtime;

import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.changelog.LeaseLostException;
import dev.rowhook.core.secret.SealBrokenException;
import dev.rowhook.dispatcher.DatabaseDispatch;
import dev.rowhook.server.runtime.ErasureRows.Wanted;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Carries out the erasures of one database that this node owns, one after the other, from [#start]
/// to [#close]. Thread-safe.
final class DatabaseErasures implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatabaseErasures.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(15);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ErasureRows rows;
    private final Supplier<ErasureRun> runs;
    private final ChangeLog changeLog;
    private final Runnable leaseLost;
    private final Semaphore signals = new Semaphore(1);
    private final Thread thread;
    private volatile boolean closing;

    private DatabaseErasures(
            ErasureRows rows, Supplier<ErasureRun> runs, ChangeLog changeLog, Runnable leaseLost) {
        this.rows = rows;
        this.runs = runs;
        this.changeLog = changeLog;
        this.leaseLost = leaseLost;
        this.thread =
                Thread.ofVirtual()
                        .name("erasures " + changeLog.lease().database())
                        .unstarted(this::run);
    }

    /// Starts with what the former owner has not ended.
    static DatabaseErasures start(
            DSLContext worker,
            ChangeLog changeLog,
            DatabaseDispatch dispatch,
            DataKeys keys,
            Runnable leaseLost) {
        ErasureRows rows = new ErasureRows(worker, changeLog.lease());
        DatabaseErasures started =
                new DatabaseErasures(
                        rows,
                        () -> new ErasureRun(worker, changeLog, dispatch, keys, rows),
                        changeLog,
                        leaseLost);
        started.thread.start();
        return started;
    }

    /// There may be one more.
    void look() {
        signals.release();
    }

    private void run() {
        try {
            while (!closing) {
                signals.acquire();
                signals.drainPermits();
                try {
                    carryOut();
                } catch (DataAccessException e) {
                    lookLater(e);
                }
            }
        } catch (InterruptedException e) {
            // The end.
        } catch (LeaseLostException e) {
            leaseLost.run();
        }
    }

    private void lookLater(DataAccessException e) throws InterruptedException {
        if (!closing) {
            log.atWarn()
                    .addKeyValue("database", changeLog.lease().database())
                    .addKeyValue("sqlstate", e.sqlState())
                    .log("own Postgres does not answer, erasing later");
            Thread.sleep(RETRY);
            look();
        }
    }

    private void carryOut() throws InterruptedException {
        Optional<Wanted> next = rows.oldest();
        while (next.isPresent()) {
            carryOut(next.get());
            next = rows.oldest();
        }
    }

    private void carryOut(Wanted wanted) throws InterruptedException {
        try {
            runs.get().run(wanted);
            log.atInfo()
                    .addKeyValue("database", changeLog.lease().database())
                    .addKeyValue("erasure", wanted.id())
                    .log("row erased");
        } catch (DataAccessException | LeaseLostException e) {
            throw e;
        } catch (SealBrokenException e) {
            fail(wanted, "key_unreadable", e);
        } catch (RuntimeException e) {
            fail(wanted, "internal_error", e);
        }
    }

    private void fail(Wanted wanted, String reason, RuntimeException cause) {
        log.atError()
                .addKeyValue("database", changeLog.lease().database())
                .addKeyValue("erasure", wanted.id())
                .setCause(cause)
                .log("row not erased");
        rows.failed(wanted.id(), reason);
    }

    /// Stops. What is not done goes on where the database is owned next.
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            if (!thread.join(STOP_WITHIN)) {
                log.atError()
                        .addKeyValue("database", changeLog.lease().database())
                        .log("erasure does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
