package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.DSLContext;

/// What sinks want, as the API wrote it. Thread-safe.
final class SinkWishTable {
    private final DSLContext worker;

    SinkWishTable(DSLContext worker) {
        this.worker = worker;
    }

    /// What the sink of a row wants, in the transaction that has read the row.
    static SinkWish read(DSLContext tx, SinkRecord sink, DatabaseRecord database) {
        return new SinkWish(
                SinkSelections.read(tx, sink),
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
