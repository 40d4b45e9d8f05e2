package dev.rowhook.server.runtime;

import dev.rowhook.store.accounts.AccountRemoval;

import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/// Has accounts removed that are to go, when something was signalled and at least every
/// [#LOOK_EVERY]. Thread-safe.
final class AccountRemovals implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AccountRemovals.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(15);

    private final AccountRemoval removal;
    private final Rounds rounds;

    AccountRemovals(AccountRemoval removal) {
        this.removal = removal;
        this.rounds = new Rounds("account-removal", LOOK_EVERY, this::remove);
    }

    void start() {
        rounds.start();
    }

    /// Lets the accounts be looked at now.
    void look() {
        rounds.wake();
    }

    /// Stops before the next batch.
    @Override
    public void close() {
        rounds.close();
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
