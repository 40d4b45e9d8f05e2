package dev.rowhook.backfill;

import dev.rowhook.backfill.TableReading.End;
import dev.rowhook.backfill.page.TableRefusedException;
import dev.rowhook.backfill.page.Trouble;
import dev.rowhook.changelog.LeaseLostException;
import dev.rowhook.changelog.page.WatchLostException;
import dev.rowhook.core.SinkId;

import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// Reads one table of a backfill and waits until it is delivered; failures are told and tried
/// again. Only while it reads does it take a turn of its database and sessions of the source.
///
/// One thread of its own, but for [#stop].
final class TableRun {
    private static final Logger log = LoggerFactory.getLogger(TableRun.class);
    private static final Trouble INTERNAL =
            new Trouble(
                    "internal_error",
                    "Reading this table fails and is tried again.",
                    "Nothing is lost; whoever runs Rowhook finds the cause in its log.");

    private final TableKey key;
    private final RunContext context;
    private final Told told;
    private final Waits retries;
    private final Waits restarts = new Waits(Duration.ofMillis(20), Duration.ofSeconds(5));
    private final Thread thread;
    private volatile boolean stopping;
    private int halvings;

    /// @param ended called at the end of its thread
    TableRun(TableKey key, RunContext context, Ended ended) {
        this.thread = Thread.ofVirtual().name("backfill " + key).unstarted(() -> run(ended));
        this.key = key;
        this.context = context;
        this.told = new Told(context.store(), key);
        this.retries = new Waits(context.settings().firstRetry(), context.settings().maxRetry());
    }

    /// What its owner hears of it.
    interface Ended {

        /// @param leaseLost whether another owner has taken the database
        void ended(TableRun run, boolean leaseLost);
    }

    TableKey key() {
        return key;
    }

    /// Runs until the table is done, fails, is not wanted any more, or [#stop].
    void start() {
        thread.start();
    }

    /// Lets it end soon. What it waits for is interrupted, which closes the session that it waits
    /// for.
    void stop() {
        stopping = true;
        thread.interrupt();
    }

    /// Whether it has ended within this time.
    boolean join(Duration atMost) throws InterruptedException {
        return thread.join(atMost);
    }

    private void run(Ended ended) {
        boolean leaseLost = false;
        try {
            boolean goesOn = true;
            while (goesOn && !stopping) {
                goesOn = attempt();
            }
        } catch (InterruptedException e) {
            // It is not to be read now.
        } catch (LeaseLostException e) {
            leaseLost = true;
        } finally {
            ended.ended(this, leaseLost);
        }
    }

    private boolean attempt() throws InterruptedException {
        try {
            Optional<TableTask> task = context.tasks().find(key);
            return task.isPresent() && goOn(task.get());
        } catch (WatchLostException e) {
            if (e.isOverflow()) {
                halvings++;
            }
            restarts.sleep();
            return true;
        } catch (TableRefusedException e) {
            fail(e.trouble());
            return false;
        } catch (SQLException e) {
            return failed(e);
        } catch (DataAccessException e) {
            requireGoingOn();
            noAnswer(e);
            retries.sleep();
            return true;
        } catch (LeaseLostException e) {
            throw e;
        } catch (RuntimeException e) {
            requireGoingOn();
            log.atError()
                    .addKeyValue("backfill", key.backfill())
                    .addKeyValue("table", key.table())
                    .setCause(e)
                    .log("table not read");
            return retry(INTERNAL);
        }
    }

    /// False: there is nothing more to do.
    private boolean goOn(TableTask task)
            throws SQLException, TableRefusedException, InterruptedException {
        if (task.progress().isRead()) {
            awaitDelivered(task, task.progress().lastSeq());
            context.store().complete(key);
            log.atInfo()
                    .addKeyValue("backfill", key.backfill())
                    .addKeyValue("table", key.table())
                    .addKeyValue("rows", task.progress().appended())
                    .log("table backfilled");
            return false;
        }
        if (!task.sink().hasTable()) {
            throw new TableRefusedException(
                    new Trouble(
                            "table_not_in_sink",
                            "The sink does not send %s.".formatted(key.table()),
                            "Add the table to the sink, and resume the backfill."));
        }
        awaitDelivered(
                task,
                task.progress().pages().awaited(context.settings().undelivered(), task.mark()));
        context.turns().acquire();
        try {
            if (read(task) == End.CHANGED) {
                restarts.sleep();
            }
        } finally {
            context.turns().release();
        }
        return true;
    }

    private void awaitDelivered(TableTask task, long seq) throws InterruptedException {
        SinkId sink = key.sink();
        if (seq > task.mark()) {
            context.marks().await(sink, seq);
        }
    }

    private End read(TableTask task)
            throws SQLException, TableRefusedException, InterruptedException {
        long before = task.progress().read();
        try (SourceSessions sessions =
                        SourceSessions.open(
                                context.source(),
                                context.replica(),
                                key.backfill(),
                                context.settings().page());
                TableReading reading = TableReading.open(context, task, told, sessions, halvings)) {
            try {
                return reading.run();
            } finally {
                if (reading.progress().read() > before) {
                    halvings = 0;
                    retries.reset();
                    restarts.reset();
                }
            }
        }
    }

    private boolean failed(SQLException cause) throws InterruptedException {
        requireGoingOn();
        Optional<Trouble> lasting = context.troubles().lasting(cause, key.table());
        if (lasting.isPresent()) {
            fail(lasting.get());
            return false;
        }
        if (SourceTroubles.isTooMuch(cause)) {
            halvings++;
        }
        return retry(context.troubles().passing(cause, key.table()));
    }

    private boolean retry(Trouble trouble) throws InterruptedException {
        try {
            told.tell(trouble);
        } catch (DataAccessException e) {
            requireGoingOn();
            noAnswer(e);
        }
        retries.sleep();
        return true;
    }

    private void noAnswer(DataAccessException e) {
        log.atWarn()
                .addKeyValue("backfill", key.backfill())
                .addKeyValue("sqlstate", e.sqlState())
                .log("own Postgres does not answer");
    }

    /// What failed may have failed because it was to end.
    private void requireGoingOn() throws InterruptedException {
        if (stopping) {
            throw new InterruptedException();
        }
    }

    private void fail(Trouble trouble) throws InterruptedException {
        while (true) {
            try {
                context.store().fail(key, trouble);
                log.atWarn()
                        .addKeyValue("backfill", key.backfill())
                        .addKeyValue("table", key.table())
                        .addKeyValue("code", trouble.code())
                        .log("backfill failed");
                return;
            } catch (DataAccessException e) {
                requireGoingOn();
                noAnswer(e);
                retries.sleep();
            }
        }
    }
}
