package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;

import org.jooq.DSLContext;

/// Measures the disk of one log. Thread-safe.
final class LogMeasure {
    // A segment that is dropped meanwhile takes nothing.
    private static final String BYTES =
            """
            select coalesce(sum(pg_total_relation_size(to_regclass('rowhook_log.' || ? || number))), 0)::bigint
            from rowhook.log_segment where account_id = ? and database_id = ?
            """;

    private final DSLContext worker;
    private final Lease lease;

    LogMeasure(DSLContext worker, Lease lease) {
        this.worker = worker;
        this.lease = lease;
    }

    /// Measures this log, notes it, and says what all logs of its account take.
    ///
    /// @throws LeaseLostException if the lease no longer holds; then nothing is noted
    LogDisk run() {
        note(bytes());
        return LogDisk.read(worker, lease.account());
    }

    /// Not within the update: it waits for whoever drops a segment, who waits for the position.
    private long bytes() {
        return worker.resultQuery(
                        BYTES,
                        Segment.prefix(lease.database()),
                        lease.account().value(),
                        lease.database().value())
                .fetchSingle()
                .into(Long.class);
    }

    private void note(long bytes) {
        int updated =
                worker.update(LOG_POSITION)
                        .set(LOG_POSITION.LOG_BYTES, bytes)
                        .where(LogPositions.held(lease))
                        .execute();
        LogPositions.requireHeld(lease, updated);
    }
}
