package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import dev.rowhook.changelog.LogPosition.SourceIdentity;
import dev.rowhook.core.Lsn;
import dev.rowhook.store.jooq.tables.records.LogPositionRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/// The positions of all logs. Every write names a lease and fails with [LeaseLostException] once it
/// is lost.
///
/// Thread-safe.
public final class LogPositions {
    private static final String FENCE =
            """
            update rowhook.log_position
            set commit_lsn = ?, change_count = ?, change_lsn = ?, whole = ?, end_lsn = ?, next_seq = ?, moved_at = now()
            where account_id = ? and database_id = ? and epoch = ?
              and commit_lsn = ? and change_count = ? and end_lsn = ? and next_seq = ?
            """;

    private final DSLContext worker;

    public LogPositions(DSLContext worker) {
        this.worker = worker;
    }

    /// Where the log of a leased database stands.
    public LogPosition read(Lease lease) {
        return worker.selectFrom(LOG_POSITION)
                .where(held(lease))
                .fetchOptional(LogPositions::position)
                .orElseThrow(() -> new LeaseLostException(lease));
    }

    /// Binds the log to the source that it is connected to, and to the place where its stream
    /// begins: from now on a slot that is further on is a gap.
    public void bind(Lease lease, SourceIdentity source, Lsn from) {
        int updated =
                worker.update(LOG_POSITION)
                        .set(LOG_POSITION.SYSTEM_IDENTIFIER, source.systemIdentifier())
                        .set(LOG_POSITION.TIMELINE, source.timeline())
                        .set(LOG_POSITION.SLOT_NAME, source.slot())
                        .set(LOG_POSITION.PUBLICATIONS, source.publications().orElse(null))
                        .set(LOG_POSITION.END_LSN, from.value())
                        .where(held(lease))
                        .execute();
        requireHeld(lease, updated);
    }

    /// Acknowledges settings: from seq `after` on, appends heed them. Sinks that are new in them
    /// get their first cursor. Whoever waits for the version is notified.
    public void acknowledge(Lease lease, LogSettings settings, long after) {
        worker.transaction(tx -> {
            Coverage now = now(tx.dsl(), lease, after + 1);
            // What was covered until now may be where a sink begins.
            new SinkBeginnings(tx.dsl(), lease, now).write(settings.sinks());
            new TableCoverage(tx.dsl(), lease.account(), lease.database())
                    .acknowledge(now, settings.covered());
            announceApplied(tx.dsl(), lease);
            int updated =
                    tx.dsl()
                            .update(LOG_POSITION)
                            .set(LOG_POSITION.SETTINGS_VERSION, settings.version())
                            .where(held(lease))
                            .execute();
            requireHeld(lease, updated);
        });
    }

    private static Coverage now(DSLContext tx, Lease lease, long seq) {
        return tx.select(LOG_POSITION, DSL.field("now()", SINK_CURSOR.MATCHED_TIME.getDataType()))
                .from(LOG_POSITION)
                .where(held(lease))
                .fetchOptional(row ->
                        new Coverage(
                                seq,
                                row.value1().getIncarnation(),
                                new Lsn(row.value1().getEndLsn()),
                                row.value2()))
                .orElseThrow(() -> new LeaseLostException(lease));
    }

    /// The fence of an append: the last statement of its transaction. Checked earlier without a
    /// lock, two owners would append the same WAL; checked earlier with one, a long COPY would
    /// block the renewal.
    ///
    /// A position that is not where its writer left it is a store that was set back, by a restore
    /// or by a failover that lost commits: appended to it, the log would have a hole that nobody
    /// sees.
    static void fence(Connection connection, Lease lease, LogPosition left, LogPosition reached)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(FENCE)) {
            update.setLong(1, reached.commitLsn().value());
            update.setLong(2, reached.changeCount());
            update.setLong(3, reached.changeLsn().value());
            update.setBoolean(4, reached.whole());
            update.setLong(5, reached.endLsn().value());
            update.setLong(6, reached.nextSeq());
            update.setObject(7, lease.account().value());
            update.setObject(8, lease.database().value());
            update.setLong(9, lease.epoch());
            update.setLong(10, left.commitLsn().value());
            update.setLong(11, left.changeCount());
            update.setLong(12, left.endLsn().value());
            update.setLong(13, left.nextSeq());
            requireHeld(lease, update.executeUpdate());
        }
    }

    /// Tells whoever waits for it, once the transaction is committed, that settings of the database
    /// or of one of its sinks are in effect.
    static void announceApplied(DSLContext tx, Lease lease) {
        tx.select(
                        DSL.function(
                                "pg_notify",
                                Object.class,
                                DSL.val("rowhook_applied"),
                                DSL.val(lease.database().value().toString())))
                .fetch();
    }

    /// Fences a transaction as its last statement: fails unless the lease still holds.
    ///
    /// @throws LeaseLostException if the lease was lost; the transaction must not commit
    public static void requireHeld(DSLContext tx, Lease lease) {
        int held =
                tx.update(LOG_POSITION)
                        .set(LOG_POSITION.EPOCH, lease.epoch())
                        .where(held(lease))
                        .execute();
        requireHeld(lease, held);
    }

    /// Deletes the position of a log that is deleted with it.
    static void delete(DSLContext tx, Lease lease) {
        requireHeld(lease, tx.deleteFrom(LOG_POSITION).where(held(lease)).execute());
    }

    /// Fails unless a row was updated as long as the lease held.
    static void requireHeld(Lease lease, int updated) {
        if (updated != 1) {
            throw new LeaseLostException(lease);
        }
    }

    /// The row of a database as long as the lease holds.
    static Condition held(Lease lease) {
        return LOG_POSITION
                .ACCOUNT_ID
                .eq(lease.account().value())
                .and(LOG_POSITION.DATABASE_ID.eq(lease.database().value()))
                .and(LOG_POSITION.EPOCH.eq(lease.epoch()));
    }

    private static LogPosition position(LogPositionRecord row) {
        Optional<SourceIdentity> source =
                Optional.ofNullable(row.getSystemIdentifier())
                        .map(system ->
                                new SourceIdentity(
                                        system,
                                        row.getTimeline(),
                                        row.getSlotName(),
                                        Optional.ofNullable(row.getPublications())));
        return new LogPosition(
                source,
                row.getIncarnation(),
                new Lsn(row.getCommitLsn()),
                row.getChangeCount(),
                new Lsn(row.getChangeLsn()),
                row.getWhole(),
                new Lsn(row.getEndLsn()),
                row.getNextSeq(),
                row.getSettingsVersion());
    }
}
