package dev.rowhook.reader;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.DATABASE_CONDITION;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.LogGaps;
import dev.rowhook.changelog.LogPosition;
import dev.rowhook.changelog.LogPositions;
import dev.rowhook.core.change.TableName;
import dev.rowhook.reader.source.SourceCondition;
import dev.rowhook.reader.source.SourceRefusedException;
import dev.rowhook.reader.source.StreamStart;
import dev.rowhook.reader.source.StreamStart.Renewed;
import dev.rowhook.source.SourceConnections;

import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.util.Set;

/// Goes on behind a gap, if somebody has asked for it: with a new slot, and a backfill for every
/// sink.
///
/// The tables are published before the slot is made, and the slot is there before the log says so:
/// a crash in between leaves a slot that is ahead of the log, which is a gap like the one before,
/// and is mended the same way. Not thread-safe.
final class GapMending {
    private static final Logger log = LoggerFactory.getLogger(GapMending.class);

    private final DSLContext worker;
    private final LogPositions positions;
    private final SinkWantsRepository sinks;
    private final SourceConnections connections;
    private final ReaderEvents events;

    GapMending(
            DSLContext worker,
            LogPositions positions,
            SinkWantsRepository sinks,
            SourceConnections connections,
            ReaderEvents events) {
        this.worker = worker;
        this.positions = positions;
        this.sinks = sinks;
        this.connections = connections;
        this.events = events;
    }

    /// Mends a gap, if this is one and it was asked for, and says whether it did.
    ///
    /// @throws SourceRefusedException if something else must be mended first
    boolean mend(Lease lease, SourceCondition gap) throws SQLException, SourceRefusedException {
        if (!LogGaps.CODES.contains(gap.code()) || !isRequested(lease)) {
            return false;
        }
        LogPosition ended = positions.read(lease);
        Set<TableName> tables = sinks.newest(lease).map(Wants::tables).orElseGet(Set::of);
        Renewed renewed = new StreamStart(connections).renew(tables);
        worker.transaction(tx -> {
            events.goesOnBehindGap(tx.dsl());
            tx.dsl()
                    .update(DATABASE)
                    .setNull(DATABASE.MEND_REQUESTED_AT)
                    .set(DATABASE.SETTINGS_VERSION, DATABASE.SETTINGS_VERSION.plus(1))
                    .where(DATABASE.ACCOUNT_ID.eq(lease.account().value()))
                    .and(DATABASE.ID.eq(lease.database().value()))
                    .execute();
            // Else the next gap could be mended by a request that came too late for this one.
            tx.dsl()
                    .deleteFrom(DATABASE_CONDITION)
                    .where(DATABASE_CONDITION.ACCOUNT_ID.eq(lease.account().value()))
                    .and(DATABASE_CONDITION.DATABASE_ID.eq(lease.database().value()))
                    .and(DATABASE_CONDITION.CODE.in(LogGaps.CODES))
                    .execute();
            LogGaps.pass(
                    tx.dsl(),
                    lease,
                    ended,
                    renewed.source(),
                    renewed.from(),
                    new LogGaps.Cause(gap.code(), gap.message()));
        });
        log.atWarn()
                .addKeyValue("database", lease.database())
                .addKeyValue("cause", gap.code())
                .addKeyValue("from", ended.endLsn())
                .addKeyValue("to", renewed.from())
                .log("going on behind a gap");
        return true;
    }

    private boolean isRequested(Lease lease) {
        return worker.fetchExists(
                DATABASE,
                DATABASE.ACCOUNT_ID.eq(lease.account().value()),
                DATABASE.ID.eq(lease.database().value()),
                DATABASE.MEND_REQUESTED_AT.isNotNull());
    }
}
