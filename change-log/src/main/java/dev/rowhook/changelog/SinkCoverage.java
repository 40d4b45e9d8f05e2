package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_TABLE;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.Lsn;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;

import org.jooq.DSLContext;

import java.util.List;
import java.util.Optional;

/// Since when a log has all that one sink wants now.
///
/// @param tagged by its own tags; empty if what it wants is not acknowledged
/// @param retained by its tables, which are in the log as a whole; empty if one of them is not
public record SinkCoverage(Optional<Coverage> tagged, Optional<Coverage> retained) {

    /// Whatever reaches further back.
    public Optional<Coverage> either() {
        return Coverage.either(tagged, retained);
    }

    /// @param db the worker's role, or that of the API for its own account
    public static SinkCoverage read(
            DSLContext db, AccountId account, DatabaseId database, SinkId sink) {
        List<TableName> tables =
                db.selectFrom(SINK_TABLE)
                        .where(SINK_TABLE.ACCOUNT_ID.eq(account.value()))
                        .and(SINK_TABLE.SINK_ID.eq(sink.value()))
                        .fetch(row -> new TableName(row.getSchemaName(), row.getTableName()));
        return new SinkCoverage(
                tagged(db, account, sink), new TableCoverage(db, account, database).of(tables));
    }

    private static Optional<Coverage> tagged(DSLContext db, AccountId account, SinkId sink) {
        return db.select(SINK_CURSOR)
                .from(SINK_CURSOR)
                .join(SINK)
                .on(
                        SINK.ACCOUNT_ID.eq(SINK_CURSOR.ACCOUNT_ID),
                        SINK.ID.eq(SINK_CURSOR.SINK_ID),
                        SINK.MATCH_VERSION.eq(SINK_CURSOR.MATCHED_VERSION))
                .where(SINK_CURSOR.ACCOUNT_ID.eq(account.value()))
                .and(SINK_CURSOR.SINK_ID.eq(sink.value()))
                .fetchOptional(row ->
                        new Coverage(
                                row.value1().getMatchedSeq(),
                                row.value1().getMatchedIncarnation(),
                                new Lsn(row.value1().getMatchedLsn()),
                                row.value1().getMatchedTime()));
    }
}
