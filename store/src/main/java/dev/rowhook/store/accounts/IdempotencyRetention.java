package dev.rowhook.store.accounts;

import static dev.rowhook.store.jooq.Tables.IDEMPOTENT_REQUEST;

import dev.rowhook.store.BatchedDelete;

import org.jooq.DSLContext;

import java.time.Clock;
import java.time.Duration;

/// Forgets requests that named an Idempotency-Key a day ago. Thread-safe.
public final class IdempotencyRetention {
    /// For how long such a request is known.
    public static final Duration KEPT_FOR = Duration.ofHours(24);

    private final DSLContext worker;
    private final Clock clock;

    /// `worker` connects as the worker's role.
    public IdempotencyRetention(DSLContext worker, Clock clock) {
        this.worker = worker;
        this.clock = clock;
    }

    /// Forgets all of them, in transactions of some thousands.
    ///
    /// @throws InterruptedException if the thread was interrupted between two of them
    public void run() throws InterruptedException {
        BatchedDelete.run(
                worker,
                IDEMPOTENT_REQUEST,
                IDEMPOTENT_REQUEST.BEGUN_AT.lt(clock.instant().minus(KEPT_FOR)));
    }
}
