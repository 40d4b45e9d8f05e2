package dev.rowhook.server.runtime;

import dev.rowhook.store.accounts.AccountRemoval;

import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Has accounts removed that are to go, when something was signalled and at least every
/// [#LOOK_EVERY]. Thread-safe.
final class AccountRemovals implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AccountRemovals.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(15);

    private final AccountRemoval removal;
    private final Semaphore signals = new Semaphore(0);
    private final Thread thread;

    AccountRemovals(AccountRemoval removal) {
        this.removal = removal;
        this.thread = Thread.ofPlatform().name("account-removal").daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Lets the accounts be looked at now.
    void look() {
        signals.release();
    }

    /// Stops before the next batch.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                if (signals.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    signals.drainPermits();
                }
                remove();
            }
        } catch (InterruptedException e) {
            // The end.
        }
    }

    private void remove() throws InterruptedException {
        try {
            removal.run();
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("sqlstate", e.sqlState())
                    .log("accounts not removed yet, trying again later");
        }
    }
}
