package dev.rowhook.api.backfill;

import static dev.rowhook.store.jooq.Tables.BACKFILL;
import static dev.rowhook.store.jooq.Tables.BACKFILL_TABLE;

import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.BackfillId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.store.jooq.tables.records.BackfillRecord;

import org.jooq.DSLContext;

import java.util.List;

/// Saves a backfill, within one transaction. The owner of the database carries it out.
public final class BackfillInsert {
    private final DSLContext db;
    private final BackfillSink sink;

    public BackfillInsert(DSLContext db, BackfillSink sink) {
        this.db = db;
        this.sink = sink;
    }

    /// @param origin `request` or `sink`
    /// @throws ProblemException 404 if the sink is gone, 409 if it is disabled, or one of the
    ///   tables is being read
    public BackfillId execute(BackfillSettings settings, String origin) {
        sink.lock(db).requireEnabled();
        List<TableName> tables = settings.tables().of(sink.tables());
        Unfinished.refuse(db, sink, tables);
        BackfillId id = BackfillId.create();
        BackfillRecord row = db.newRecord(BACKFILL);
        row.setAccountId(sink.account().value());
        row.setId(id.value());
        row.setSinkId(sink.id().value());
        row.setDatabaseId(sink.database().value());
        row.setOrigin(origin);
        row.setFilter(settings.filter().orElse(null));
        row.setSortColumn(settings.sortColumn().orElse(null));
        row.setStartPosition(settings.start().orElse(null));
        row.setEndPosition(settings.end().orElse(null));
        row.setMarks(settings.marks());
        row.setRowsPerSecond(settings.rowsPerSecond().orElse(null));
        row.insert();
        for (int i = 0; i < tables.size(); i++) {
            insert(id, tables.get(i), i);
        }
        announce(db, sink.database());
        return id;
    }

    private void insert(BackfillId id, TableName table, int number) {
        db.insertInto(BACKFILL_TABLE)
                .set(BACKFILL_TABLE.ACCOUNT_ID, sink.account().value())
                .set(BACKFILL_TABLE.BACKFILL_ID, id.value())
                .set(BACKFILL_TABLE.SCHEMA_NAME, table.schema())
                .set(BACKFILL_TABLE.TABLE_NAME, table.table())
                .set(BACKFILL_TABLE.NUMBER, number)
                .execute();
    }

    /// Tells the owner of the database, once the transaction is committed, that its backfills or
    /// their schedules changed.
    static void announce(DSLContext db, DatabaseId database) {
        db.fetch("select pg_notify('rowhook_backfills', ?)", database.value().toString());
    }
}
