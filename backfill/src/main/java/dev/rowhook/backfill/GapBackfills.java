package dev.rowhook.backfill;

import static dev.rowhook.store.jooq.Tables.BACKFILL;
import static dev.rowhook.store.jooq.Tables.BACKFILL_TABLE;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_TABLE;

import dev.rowhook.changelog.Lease;
import dev.rowhook.core.BackfillId;
import dev.rowhook.store.jooq.tables.records.SinkRecord;
import dev.rowhook.store.jooq.tables.records.SinkTableRecord;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.util.List;

/// The backfills by which the sinks of a database learn what a gap of its source has hidden from
/// them.
public final class GapBackfills {
    private static final String SIGNAL = "rowhook_backfills";

    private GapBackfills() {}

    /// Begins a backfill of all its tables for every sink of the database that is not disabled,
    /// once the transaction is committed. Backfills that had begun before the gap are given up:
    /// they would not tell what the gap has hidden.
    public static void insert(DSLContext tx, Lease lease) {
        tx.update(BACKFILL)
                .set(BACKFILL.STATUS, "cancelled")
                .set(BACKFILL.ENDED_AT, DSL.field("now()", BACKFILL.ENDED_AT.getDataType()))
                .where(BACKFILL.ACCOUNT_ID.eq(lease.account().value()))
                .and(BACKFILL.DATABASE_ID.eq(lease.database().value()))
                .and(BACKFILL.STATUS.in("active", "paused"))
                .execute();
        tx.selectFrom(SINK)
                .where(SINK.ACCOUNT_ID.eq(lease.account().value()))
                .and(SINK.DATABASE_ID.eq(lease.database().value()))
                .and(SINK.STATUS.ne("disabled"))
                .orderBy(SINK.NUMBER)
                // Whoever asks for a backfill of the sink waits, and sees this one.
                .forNoKeyUpdate()
                .fetch()
                .forEach(sink -> insert(tx, sink));
        tx.select(
                        DSL.function(
                                "pg_notify",
                                Object.class,
                                DSL.val(SIGNAL),
                                DSL.val(lease.database().value().toString())))
                .fetch();
    }

    private static void insert(DSLContext tx, SinkRecord sink) {
        BackfillId id = BackfillId.create();
        // A bare row has no room for a mark.
        boolean marks = sink.getMessageKind().equals("change");
        tx.insertInto(BACKFILL)
                .set(BACKFILL.ACCOUNT_ID, sink.getAccountId())
                .set(BACKFILL.ID, id.value())
                .set(BACKFILL.SINK_ID, sink.getId())
                .set(BACKFILL.DATABASE_ID, sink.getDatabaseId())
                .set(BACKFILL.ORIGIN, "mend")
                .set(BACKFILL.MARKS, marks)
                .execute();
        List<SinkTableRecord> tables =
                tx.selectFrom(SINK_TABLE)
                        .where(SINK_TABLE.ACCOUNT_ID.eq(sink.getAccountId()))
                        .and(SINK_TABLE.SINK_ID.eq(sink.getId()))
                        .orderBy(SINK_TABLE.SCHEMA_NAME, SINK_TABLE.TABLE_NAME)
                        .fetch();
        for (int i = 0; i < tables.size(); i++) {
            tx.insertInto(BACKFILL_TABLE)
                    .set(BACKFILL_TABLE.ACCOUNT_ID, sink.getAccountId())
                    .set(BACKFILL_TABLE.BACKFILL_ID, id.value())
                    .set(BACKFILL_TABLE.SCHEMA_NAME, tables.get(i).getSchemaName())
                    .set(BACKFILL_TABLE.TABLE_NAME, tables.get(i).getTableName())
                    .set(BACKFILL_TABLE.NUMBER, i)
                    .execute();
        }
    }
}
