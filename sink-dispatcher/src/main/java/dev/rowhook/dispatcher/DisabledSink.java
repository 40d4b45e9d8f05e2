package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.SinkCursors;
import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.pending.PendingDrop;

import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A sink that is to be disabled, and has no worker.
///
/// Each part is one transaction under the fence of the sink's cursor, which holds the settings
/// still: somebody who enables the sink meanwhile comes before it, and it does nothing, or after
/// it. Only when the sink is off the reader no longer asks what it wants.
final class DisabledSink {
    private static final Logger log = LoggerFactory.getLogger(DisabledSink.class);

    private final DSLContext worker;
    private final SinkCursors cursors;
    private final Lease lease;
    private final SinkId sink;
    private final long version;
    private final PendingDrop pending;

    /// @param version of its settings that says so
    DisabledSink(
            DSLContext worker,
            SinkCursors cursors,
            Lease lease,
            SinkId sink,
            long version,
            PendingDrop pending) {
        this.worker = worker;
        this.cursors = cursors;
        this.lease = lease;
        this.sink = sink;
        this.version = version;
        this.pending = pending;
    }

    /// Drops what is pending for it, but no dead letter, and turns it off.
    ///
    /// @throws dev.rowhook.changelog.LeaseLostException if another owner took the database
    void turnOff() {
        boolean more = true;
        while (more) {
            more = worker.transactionResult(tx -> part(tx.dsl()));
        }
    }

    private boolean part(DSLContext tx) {
        if (!isMeant(tx)) {
            return false;
        }
        if (pending.next(tx)) {
            cursors.fence(tx, lease, sink);
            return true;
        }
        // A version in which the sink wants nothing.
        SettingsVersion.next(tx, lease);
        cursors.turnOff(tx, lease, sink, version);
        log.atInfo().addKeyValue("sink", sink).log("sink turned off");
        return false;
    }

    /// Whether its settings still say so, and will until the transaction ends: all who change them
    /// lock the row of the database first.
    private boolean isMeant(DSLContext tx) {
        tx.select(DATABASE.ID)
                .from(DATABASE)
                .where(DATABASE.ACCOUNT_ID.eq(lease.account().value()))
                .and(DATABASE.ID.eq(lease.database().value()))
                .forNoKeyUpdate()
                .fetch();
        return tx.fetchExists(
                SINK,
                SINK.ACCOUNT_ID
                        .eq(lease.account().value())
                        .and(SINK.ID.eq(sink.value()))
                        .and(SINK.SETTINGS_VERSION.eq(version)));
    }
}
