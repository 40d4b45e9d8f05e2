package dev.rowhook.api.backfill;

import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_TABLE;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;

import org.jooq.DSLContext;

import java.util.List;

/// A sink whose tables are read: what of it never changes.
public record BackfillSink(
        AccountId account,
        SinkId id,
        DatabaseId database,
        String messageKind,
        List<TableName> tables) {
    public BackfillSink {
        tables = List.copyOf(tables);
    }

    /// The sink that a reference means.
    ///
    /// @throws ProblemException 404 if it means none of this account
    static BackfillSink require(DSLContext db, AccountId account, String reference) {
        DeliverySink sink = DeliverySink.require(db, account, reference);
        return new BackfillSink(
                account,
                sink.id(),
                sink.database(),
                db.select(SINK.MESSAGE_KIND)
                        .from(SINK)
                        .where(sink.owns(SINK.ACCOUNT_ID, SINK.ID))
                        .fetchSingle()
                        .value1(),
                tables(db, sink));
    }

    private static List<TableName> tables(DSLContext db, DeliverySink sink) {
        return db.selectFrom(SINK_TABLE)
                .where(sink.owns(SINK_TABLE.ACCOUNT_ID, SINK_TABLE.SINK_ID))
                .orderBy(SINK_TABLE.SCHEMA_NAME, SINK_TABLE.TABLE_NAME)
                .fetch(row -> new TableName(row.getSchemaName(), row.getTableName()));
    }

    /// Keeps others from making or resuming backfills of the sink until the transaction ends.
    ///
    /// @throws ProblemException 404 if the sink is gone
    Locked lock(DSLContext db) {
        return db.select(SINK.STATUS)
                .from(SINK)
                .where(SINK.ACCOUNT_ID.eq(account.value()))
                .and(SINK.ID.eq(id.value()))
                .forNoKeyUpdate()
                .fetchOptional(row -> new Locked(row.value1().equals("disabled")))
                .orElseThrow(() -> ProblemException.of(ProblemCode.SINK_NOT_FOUND));
    }

    /// A sink that holds still.
    record Locked(boolean disabled) {
        /// @throws ProblemException 409 if what is read for it would not be kept
        void requireEnabled() {
            if (disabled) {
                throw ProblemException.of(ProblemCode.SINK_DISABLED);
            }
        }
    }
}
