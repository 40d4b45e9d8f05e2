package dev.rowhook.dispatcher.attempt;

import dev.rowhook.changelog.Lease;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.DeliveryAttemptRecord;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;

/// Writes the attempts of one leased database's sinks, a while after they were made, on a thread of
/// its own.
///
/// Every failed attempt is written, and at least in short every one that was sent out of the table
/// of pending messages: without a row of either kind, a message was accepted when its sink's mark
/// passed it. Of the other accepted ones a share is written. What waits when the process dies, or
/// when another owner takes the database, is lost. Thread-safe.
public final class AttemptWriter implements AttemptLog, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AttemptWriter.class);

    private final AccountId account;
    private final AttemptLimits limits;
    private final AttemptQueue queue;
    private final AcceptedShare share;
    private final AttemptRecords records;
    private final AttemptRows rows;
    private final Runnable afterWrite;
    private final Thread thread;
    private volatile int inHand;

    /// Begins to write, as the worker's role.
    ///
    /// @param afterWrite is called after each transaction that wrote
    public AttemptWriter(
            DSLContext worker,
            DataKeys keys,
            Lease lease,
            AttemptLimits limits,
            Runnable afterWrite) {
        this.account = lease.account();
        this.limits = limits;
        this.queue = new AttemptQueue(limits);
        this.share = new AcceptedShare(limits, System::nanoTime);
        this.records = new AttemptRecords(worker, keys, account);
        this.rows = new AttemptRows(worker, lease);
        this.afterWrite = afterWrite;
        this.thread = Thread.ofVirtual().name("attempts " + account).start(this::run);
    }

    @Override
    public void add(SinkId sink, Attempt attempt) throws InterruptedException {
        if (!attempt.accepted()) {
            queue.put(new KeptAttempt(sink, attempt, true));
        } else if (isOutOfOrdinary(attempt.kind())) {
            queue.put(new KeptAttempt(sink, attempt, share.takes(sink)));
        } else if (share.takes(sink)) {
            queue.offer(new KeptAttempt(sink, attempt, true));
        }
    }

    /// How many wait to be written.
    public int waiting() {
        return queue.size() + inHand;
    }

    /// Waits until those that were added before are written, or cannot be.
    public void awaitWritten() throws InterruptedException {
        queue.awaitSettled();
    }

    /// Takes no more, and writes what there is, if our Postgres lets it within a few seconds.
    @Override
    public void close() {
        queue.close();
        try {
            if (!thread.join(limits.closeWithin())) {
                thread.interrupt();
                thread.join(Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        int lost = waiting();
        if (lost > 0) {
            log.atWarn()
                    .addKeyValue("account", account)
                    .addKeyValue("attempts", lost)
                    .log("attempts not written");
        }
    }

    private static boolean isOutOfOrdinary(Attempt.Kind kind) {
        return switch (kind) {
            case FIRST, AGAIN -> false;
            case RETRY, PROBE, REDRIVE -> true;
        };
    }

    private void run() {
        try {
            List<KeptAttempt> next = queue.take();
            while (!next.isEmpty()) {
                inHand = next.size();
                write(next);
                inHand = 0;
                queue.settled(next.size());
                next = queue.take();
            }
        } catch (InterruptedException e) {
            // The end has waited long enough.
        }
    }

    /// Tries until they are written. Rows that Postgres refuses for what they hold are dropped.
    private void write(List<KeptAttempt> attempts) throws InterruptedException {
        List<DeliveryAttemptRecord> batch = null;
        boolean waited = false;
        while (true) {
            try {
                if (batch == null) {
                    batch = attempts.stream().map(records::write).toList();
                }
                rows.write(batch);
                afterWrite.run();
                return;
            } catch (DataAccessException e) {
                if (isRefused(e) && waited) {
                    // The key that it is sealed under may have gone meanwhile.
                    batch = null;
                    waited = false;
                    continue;
                }
                if (isRefused(e)) {
                    writeApart(attempts, e);
                    return;
                }
                log.atWarn()
                        .addKeyValue("account", account)
                        .addKeyValue("sqlstate", e.sqlState())
                        .log("attempts not written, trying again");
            } catch (RuntimeException e) {
                log.atError()
                        .addKeyValue("account", account)
                        .addKeyValue("error", e.getClass().getName())
                        .addKeyValue("attempts", attempts.size())
                        .log("attempts cannot be written");
                return;
            }
            Thread.sleep(limits.retryAfter());
            waited = true;
        }
    }

    private void writeApart(List<KeptAttempt> attempts, DataAccessException failure)
            throws InterruptedException {
        if (attempts.size() > 1) {
            int half = attempts.size() / 2;
            write(attempts.subList(0, half));
            write(attempts.subList(half, attempts.size()));
        } else {
            log.atError()
                    .addKeyValue("sink", attempts.getFirst().sink())
                    .addKeyValue("sqlstate", failure.sqlState())
                    .log("attempt cannot be written");
        }
    }

    /// Classes 22 and 23: data that cannot be, and constraints that do not hold.
    private static boolean isRefused(DataAccessException failure) {
        String state = failure.sqlState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }
}
