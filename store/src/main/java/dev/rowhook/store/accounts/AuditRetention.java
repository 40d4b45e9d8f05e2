package dev.rowhook.store.accounts;

import dev.rowhook.store.Batches;

import org.jooq.DSLContext;

/// Forgets events of the audit log that are older than 400 days; Postgres lets nobody forget
/// younger ones. Thread-safe.
public final class AuditRetention {
    private static final int BATCH = 10_000;

    private final DSLContext worker;

    /// `worker` connects as the worker's role.
    public AuditRetention(DSLContext worker) {
        this.worker = worker;
    }

    /// Forgets all of them, in transactions of some thousands, and returns how many they were.
    ///
    /// @throws InterruptedException if the thread was interrupted before one of them
    public long run() throws InterruptedException {
        return Batches.repeat(
                BATCH,
                () ->
                        worker.fetchSingle("select rowhook.forget_old_audit_events(?)", BATCH)
                                .get(0, Long.class));
    }
}
