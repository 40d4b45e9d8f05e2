package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_TABLE;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.filter.match.Selection;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.DSLContext;

import java.util.List;
import java.util.Optional;

/// What sinks want, as the API wrote it. Thread-safe.
final class SinkWishTable {
    private final DSLContext worker;

    SinkWishTable(DSLContext worker) {
        this.worker = worker;
    }

    /// What the sink of a row wants, in the transaction that has read the row.
    static SinkWish read(DSLContext tx, SinkRecord sink, DatabaseRecord database) {
        List<Selection.Table> tables =
                tx.selectFrom(SINK_TABLE)
                        .where(SINK_TABLE.ACCOUNT_ID.eq(sink.getAccountId()))
                        .and(SINK_TABLE.SINK_ID.eq(sink.getId()))
                        .fetch(row ->
                                new Selection.Table(
                                        new TableName(row.getSchemaName(), row.getTableName()),
                                        Optional.ofNullable(row.getFilter())));
        return new SinkWish(
                Selection.of(
                        tables,
                        sink.getActions(),
                        sink.getFilter(),
                        sink.getChangedColumns(),
                        sink.getOnLeave()),
                sink.getMatchVersion(),
                database.getSettingsVersion());
    }

    /// The newest version of the database's settings, if the sink wants in it what it has wanted
    /// since `matchVersion`; else 0.
    long unchangedUntil(AccountId account, SinkId sink, long matchVersion) {
        return worker.select(DATABASE.SETTINGS_VERSION)
                .from(SINK)
                .join(DATABASE)
                .on(DATABASE.ACCOUNT_ID.eq(SINK.ACCOUNT_ID), DATABASE.ID.eq(SINK.DATABASE_ID))
                .where(SINK.ACCOUNT_ID.eq(account.value()))
                .and(SINK.ID.eq(sink.value()))
                .and(SINK.MATCH_VERSION.eq(matchVersion))
                .fetchOptional(DATABASE.SETTINGS_VERSION)
                .orElse(0L);
    }
}
