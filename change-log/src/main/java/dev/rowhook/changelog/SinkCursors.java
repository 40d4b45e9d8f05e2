package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.SinkCursorRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.UpdateSetMoreStep;
import org.jooq.impl.DSL;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The cursors of all sinks. Thread-safe.
public final class SinkCursors {
    private final DSLContext worker;

    public SinkCursors(DSLContext worker) {
        this.worker = worker;
    }

    /// The cursor of a sink; empty until the owner of its database has given it its first position.
    ///
    /// Waits for a write whose outcome its writer does not know: it holds the row until it is
    /// committed or undone, and what is read next is read after it.
    public Optional<SinkCursor> find(AccountId account, SinkId sink) {
        return row(account, sink).map(SinkCursor::of);
    }

    /// The same, with what its worker has to know beside it.
    public Optional<SinkPlace> place(AccountId account, SinkId sink) {
        return row(account, sink)
                .map(row ->
                        new SinkPlace(
                                SinkCursor.of(row),
                                row.getReplayRun() == 0
                                        ? Replays.NONE
                                        : SinkReplays.read(worker, account, sink),
                                row.getTagsFrom()));
    }

    private Optional<SinkCursorRecord> row(AccountId account, SinkId sink) {
        return worker.selectFrom(SINK_CURSOR)
                .where(SINK_CURSOR.ACCOUNT_ID.eq(account.value()))
                .and(SINK_CURSOR.SINK_ID.eq(sink.value()))
                .forNoKeyUpdate()
                .fetchOptional();
    }

    /// Removes the cursor of a deleted sink, and what is pending for it.
    ///
    /// @throws LeaseLostException if the lease was lost; then nothing was removed
    public void remove(Lease lease, SinkId sink) {
        worker.transaction(tx -> {
            tx.dsl()
                    .deleteFrom(SINK_CURSOR)
                    .where(SINK_CURSOR.ACCOUNT_ID.eq(lease.account().value()))
                    .and(SINK_CURSOR.SINK_ID.eq(sink.value()))
                    .execute();
            LogPositions.requireHeld(tx.dsl(), lease);
        });
    }

    /// Acknowledges a version of a sink's settings: it is in effect. Whoever waits for it is
    /// notified.
    ///
    /// @throws LeaseLostException if the lease was lost; then nothing is acknowledged
    public void acknowledge(Lease lease, SinkId sink, long settingsVersion) {
        worker.transaction(tx -> {
            LogPositions.announceApplied(tx.dsl(), lease);
            writeHeld(
                    tx.dsl().update(SINK_CURSOR).set(SINK_CURSOR.SETTINGS_VERSION, settingsVersion),
                    lease,
                    sink);
        });
    }

    /// Turns a sink off, as the last statements of a transaction, whose fence they are: of what it
    /// is not sent from now on is on record that it was skipped, and its mark holds no segment. The
    /// reader turns it on again where the log ends then.
    ///
    /// @param settingsVersion the version of its settings that says so, and is in effect with this
    /// @throws LeaseLostException if the lease was lost; the transaction must not commit
    public void turnOff(DSLContext tx, Lease lease, SinkId sink, long settingsVersion) {
        announce(tx, lease);
        new SinkSkips(tx, lease, sink).begin();
        writeHeld(
                tx.update(SINK_CURSOR)
                        .set(SINK_CURSOR.OFF, true)
                        .set(SINK_CURSOR.SETTINGS_VERSION, settingsVersion),
                lease,
                sink);
    }

    /// Fences a transaction that writes for a sink, as its last statement.
    ///
    /// @throws LeaseLostException if the lease was lost; the transaction must not commit
    public void fence(DSLContext tx, Lease lease, SinkId sink) {
        writeHeld(tx.update(SINK_CURSOR).set(SINK_CURSOR.EPOCH, lease.epoch()), lease, sink);
    }

    private static void writeHeld(
            UpdateSetMoreStep<SinkCursorRecord> update, Lease lease, SinkId sink) {
        if (update.where(held(lease, sink)).execute() != 1) {
            throw new LeaseLostException(lease);
        }
    }

    private static Condition held(Lease lease, SinkId sink) {
        return SINK_CURSOR
                .ACCOUNT_ID
                .eq(lease.account().value())
                .and(SINK_CURSOR.SINK_ID.eq(sink.value()))
                .and(SINK_CURSOR.EPOCH.eq(lease.epoch()));
    }

    /// Counts messages that a sink without a worker is not sent, for their rows were erased, as the
    /// last statement of a transaction, whose fence it is.
    ///
    /// @throws LeaseLostException if the lease was lost; the transaction must not commit
    public void passOver(DSLContext tx, Lease lease, SinkId sink, long messages) {
        writeHeld(
                tx.update(SINK_CURSOR).set(SINK_CURSOR.ERASED, SINK_CURSOR.ERASED.plus(messages)),
                lease,
                sink);
    }

    /// Tells whoever waits for something of the database, once a transaction is committed, that it
    /// may be done.
    public void announce(DSLContext tx, Lease lease) {
        LogPositions.announceApplied(tx, lease);
    }

    /// Saves cursors in a transaction of their own.
    ///
    /// @throws LeaseLostException if the lease was lost; then none is saved
    public void save(Lease lease, Collection<SinkCursor> cursors) {
        worker.transaction(tx -> save(tx.dsl(), lease, cursors));
    }

    /// Saves cursors as the last statements of a transaction, whose fence they are.
    ///
    /// @throws LeaseLostException if the lease was lost; the transaction must not commit
    public void save(DSLContext tx, Lease lease, Collection<SinkCursor> cursors) {
        // In one order for every transaction, so that two of them cannot lock each other out.
        List<SinkCursor> sorted = new ArrayList<>(cursors);
        sorted.sort(Comparator.comparing(cursor -> cursor.sink().value()));
        List<Query> updates = new ArrayList<>(sorted.size());
        for (SinkCursor cursor : sorted) {
            updates.add(
                    tx.update(SINK_CURSOR)
                            .set(SINK_CURSOR.MARK, cursor.mark())
                            .set(
                                    SINK_CURSOR.DONE,
                                    RisingSeqs.encode(cursor.mark(), cursor.doneBeyond()))
                            .set(SINK_CURSOR.DELIVERED, cursor.delivered())
                            .set(SINK_CURSOR.UNDECIDED, cursor.undecided())
                            .set(SINK_CURSOR.ERASED, cursor.erased())
                            .set(
                                    SINK_CURSOR.UPDATED_AT,
                                    DSL.field("now()", SINK_CURSOR.UPDATED_AT.getDataType()))
                            .where(held(lease, cursor.sink())));
        }
        for (int updated : tx.batch(updates).execute()) {
            if (updated != 1) {
                throw new LeaseLostException(lease);
            }
        }
    }
}
