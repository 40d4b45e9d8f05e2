package dev.rowhook.store.accounts;

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
    /// @throws InterruptedException if the thread was interrupted between two of them
    public long run() throws InterruptedException {
        long all = 0;
        while (true) {
            long forgotten =
                    worker.fetchSingle("select rowhook.forget_old_audit_events(?)", BATCH)
                            .get(0, Long.class);
            all += forgotten;
            if (forgotten < BATCH) {
                return all;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
