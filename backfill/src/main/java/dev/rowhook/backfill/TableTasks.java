package dev.rowhook.backfill;

import static dev.rowhook.store.jooq.Tables.BACKFILL;
import static dev.rowhook.store.jooq.Tables.BACKFILL_TABLE;
import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_TABLE;

import dev.rowhook.backfill.page.SavedPlace;
import dev.rowhook.backfill.page.Slice;
import dev.rowhook.changelog.Lease;
import dev.rowhook.core.BackfillId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.filter.match.Selection;
import dev.rowhook.source.SourceSettings.Replica;
import dev.rowhook.store.jooq.tables.records.BackfillRecord;
import dev.rowhook.store.jooq.tables.records.BackfillTableRecord;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What is to be read of one database, as it is stored. Thread-safe.
final class TableTasks {
    private final DSLContext worker;
    private final Lease lease;

    TableTasks(DSLContext worker, Lease lease) {
        this.worker = worker;
        this.lease = lease;
    }

    /// The tables that are to be read, or delivered, in the order of their turns.
    List<TableKey> unfinished() {
        return worker.select(
                        BACKFILL.ID,
                        BACKFILL.SINK_ID,
                        BACKFILL_TABLE.SCHEMA_NAME,
                        BACKFILL_TABLE.TABLE_NAME)
                .from(BACKFILL)
                .join(BACKFILL_TABLE)
                .on(
                        BACKFILL_TABLE.ACCOUNT_ID.eq(BACKFILL.ACCOUNT_ID),
                        BACKFILL_TABLE.BACKFILL_ID.eq(BACKFILL.ID))
                .where(BACKFILL.ACCOUNT_ID.eq(lease.account().value()))
                .and(BACKFILL.DATABASE_ID.eq(lease.database().value()))
                .and(BACKFILL.STATUS.eq("active"))
                .and(BACKFILL_TABLE.STATE.in("waiting", "active"))
                .orderBy(BACKFILL.CREATED_AT, BACKFILL.ID, BACKFILL_TABLE.NUMBER)
                .fetch(row ->
                        new TableKey(
                                new BackfillId(row.value1()),
                                new SinkId(row.value2()),
                                new TableName(row.value3(), row.value4())));
    }

    /// Where pages are read, if not from the database itself.
    Optional<Replica> replica() {
        return worker.select(DATABASE.REPLICA_HOSTNAME, DATABASE.REPLICA_PORT)
                .from(DATABASE)
                .where(DATABASE.ACCOUNT_ID.eq(lease.account().value()))
                .and(DATABASE.ID.eq(lease.database().value()))
                .and(DATABASE.REPLICA_HOSTNAME.isNotNull())
                .fetchOptional(row -> new Replica(row.value1(), row.value2()));
    }

    /// A table with its sink; empty once it is not to be read any more.
    Optional<TableTask> find(TableKey key) {
        return worker.transactionResult(tx -> {
            // One moment for all tables.
            tx.dsl().execute("set transaction isolation level repeatable read, read only");
            Optional<BackfillRecord> backfill =
                    tx.dsl()
                            .selectFrom(BACKFILL)
                            .where(BACKFILL.ACCOUNT_ID.eq(lease.account().value()))
                            .and(BACKFILL.ID.eq(key.backfill().value()))
                            .and(BACKFILL.STATUS.eq("active"))
                            .fetchOptional();
            Optional<BackfillTableRecord> table =
                    tx.dsl()
                            .selectFrom(BACKFILL_TABLE)
                            .where(BackfillStore.isTable(lease, key))
                            .and(BACKFILL_TABLE.STATE.in("waiting", "active"))
                            .fetchOptional();
            Optional<SinkView> sink = sink(tx.dsl(), key);
            return backfill.isEmpty() || table.isEmpty() || sink.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            task(
                                    key,
                                    backfill.get(),
                                    table.get(),
                                    sink.get(),
                                    mark(tx.dsl(), key)));
        });
    }

    private Optional<SinkView> sink(DSLContext tx, TableKey key) {
        return tx.selectFrom(SINK)
                .where(SINK.ACCOUNT_ID.eq(lease.account().value()))
                .and(SINK.ID.eq(key.sink().value()))
                .fetchOptional()
                .map(sink -> view(tx, sink, key));
    }

    private static SinkView view(DSLContext tx, SinkRecord sink, TableKey key) {
        Selection selection =
                Selection.of(
                        tx.selectFrom(SINK_TABLE)
                                .where(SINK_TABLE.ACCOUNT_ID.eq(sink.getAccountId()))
                                .and(SINK_TABLE.SINK_ID.eq(sink.getId()))
                                .fetch(row ->
                                        new Selection.Table(
                                                new TableName(
                                                        row.getSchemaName(), row.getTableName()),
                                                Optional.ofNullable(row.getFilter()))),
                        sink.getActions(),
                        sink.getFilter(),
                        sink.getChangedColumns(),
                        sink.getOnLeave());
        return new SinkView(
                sink.getMatchVersion(),
                selection.tables().contains(key.table()),
                Optional.ofNullable(selection.filters().get(key.table())),
                !sink.getMessageKind().equals("record"));
    }

    private long mark(DSLContext tx, TableKey key) {
        return tx.select(SINK_CURSOR.MARK)
                .from(SINK_CURSOR)
                .where(SINK_CURSOR.ACCOUNT_ID.eq(lease.account().value()))
                .and(SINK_CURSOR.SINK_ID.eq(key.sink().value()))
                .fetchOptional(SINK_CURSOR.MARK)
                .orElse(0L);
    }

    private static TableTask task(
            TableKey key,
            BackfillRecord backfill,
            BackfillTableRecord table,
            SinkView sink,
            long mark) {
        TableProgress progress = progress(table);
        Optional<SavedPlace> saved = progress.place();
        return new TableTask(
                key,
                new Slice(
                        Optional.ofNullable(backfill.getFilter()),
                        Optional.ofNullable(backfill.getSortColumn()),
                        saved.flatMap(SavedPlace::start)
                                .or(() -> Optional.ofNullable(backfill.getStartPosition())),
                        saved.flatMap(SavedPlace::end)
                                .or(() -> Optional.ofNullable(backfill.getEndPosition()))),
                backfill.getMarks(),
                optional(backfill.getRowsPerSecond()),
                sink,
                progress,
                table.getState().equals("waiting"),
                mark);
    }

    private static TableProgress progress(BackfillTableRecord table) {
        return new TableProgress(
                Optional.ofNullable(table.getPlace()).map(place -> SavedPlace.of(place.data())),
                table.getRowsRead(),
                table.getRowsAppended(),
                SentPages.of(table.getPages()),
                orZero(table.getFirstSeq()),
                orZero(table.getLastSeq()),
                optional(table.getPageRows()).orElse(0),
                Optional.ofNullable(table.getReadAt()).isPresent());
    }

    private static long orZero(@Nullable Long seq) {
        return seq == null ? 0 : seq;
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
