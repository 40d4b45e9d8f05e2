package dev.rowhook.dispatcher.attempt;

import static dev.rowhook.store.jooq.Tables.DELIVERY_ATTEMPT;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import dev.rowhook.changelog.Lease;
import dev.rowhook.store.jooq.tables.records.DeliveryAttemptRecord;

import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Writes rows of attempts, those of sinks that are gone, or of which another owner took the
/// database, left out.
final class AttemptRows {
    private final DSLContext worker;
    private final Lease lease;

    AttemptRows(DSLContext worker, Lease lease) {
        this.worker = worker;
        this.lease = lease;
    }

    /// Writes them all or none. Rows that are there already stay as they are, so that doing it
    /// again is safe.
    void write(List<DeliveryAttemptRecord> rows) {
        worker.transaction(tx -> {
            Set<UUID> sinks = hold(tx.dsl(), rows);
            List<DeliveryAttemptRecord> kept =
                    rows.stream().filter(row -> sinks.contains(row.getSinkId())).toList();
            if (!kept.isEmpty()) {
                insert(tx.dsl(), kept);
            }
        });
    }

    /// The sinks of the rows that are still ours, and stay so as long as this transaction lasts.
    private Set<UUID> hold(DSLContext tx, List<DeliveryAttemptRecord> rows) {
        UUID[] sinks =
                rows.stream().map(DeliveryAttemptRecord::getSinkId).distinct().toArray(UUID[]::new);
        return tx.select(SINK_CURSOR.SINK_ID)
                .from(SINK_CURSOR)
                .where(SINK_CURSOR.ACCOUNT_ID.eq(lease.account().value()))
                .and(SINK_CURSOR.SINK_ID.eq(DSL.any(sinks)))
                .and(SINK_CURSOR.EPOCH.eq(lease.epoch()))
                .forKeyShare()
                .fetchSet(SINK_CURSOR.SINK_ID);
    }

    private static void insert(DSLContext tx, List<DeliveryAttemptRecord> rows) {
        Field<?>[] columns = DELIVERY_ATTEMPT.fields();
        BatchBindStep batch =
                tx.batch(
                        tx.insertInto(DELIVERY_ATTEMPT)
                                .columns(columns)
                                .values(new Object[columns.length])
                                .onConflictDoNothing());
        for (DeliveryAttemptRecord row : rows) {
            batch = batch.bind(row.intoArray());
        }
        batch.execute();
    }
}
