package dev.rowhook.backfill;

import static dev.rowhook.store.jooq.Tables.BACKFILL;
import static dev.rowhook.store.jooq.Tables.BACKFILL_ROW;
import static dev.rowhook.store.jooq.Tables.BACKFILL_TABLE;
import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_TABLE;

import dev.rowhook.backfill.page.SavedPlace;
import dev.rowhook.backfill.page.Slice;
import dev.rowhook.backfill.page.Trouble;
import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.LogPositions;
import dev.rowhook.core.BackfillId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.filter.match.Selection;
import dev.rowhook.source.SourceSettings.Replica;
import dev.rowhook.store.jooq.tables.records.BackfillRecord;
import dev.rowhook.store.jooq.tables.records.BackfillTableRecord;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// The backfills of one database, as they are stored. What is written outside an append fails with
/// [dev.rowhook.changelog.LeaseLostException] once the lease is lost. Thread-safe.
final class BackfillStore {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final DSLContext worker;
    private final Lease lease;
    private final Runnable changed;

    /// @param changed is called after what is written
    BackfillStore(DSLContext worker, Lease lease, Runnable changed) {
        this.worker = worker;
        this.lease = lease;
        this.changed = changed;
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
                            .where(isTable(key))
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

    /// The table is being read from now on.
    ///
    /// @param estimate how many rows it has, if that is known
    void begin(TableKey key, OptionalLong estimate) {
        fenced(tx ->
                tx.update(BACKFILL_TABLE)
                        .set(BACKFILL_TABLE.STATE, "active")
                        .set(
                                BACKFILL_TABLE.STARTED_AT,
                                DSL.coalesce(BACKFILL_TABLE.STARTED_AT, now()))
                        .set(
                                BACKFILL_TABLE.ROWS_ESTIMATED,
                                DSL.coalesce(
                                        BACKFILL_TABLE.ROWS_ESTIMATED,
                                        estimate.isPresent()
                                                ? DSL.val(estimate.getAsLong())
                                                : DSL.castNull(BACKFILL_TABLE.ROWS_ESTIMATED)))
                        .where(isTable(key))
                        .and(BACKFILL_TABLE.STATE.in("waiting", "active"))
                        .execute());
    }

    /// Writes how far a table is, in the transaction of an append, which fences it.
    void save(DSLContext tx, TableKey key, TableProgress progress) {
        tx.update(BACKFILL_TABLE)
                .set(
                        BACKFILL_TABLE.PLACE,
                        progress.place().map(place -> JSONB.valueOf(place.json())).orElse(null))
                .set(BACKFILL_TABLE.ROWS_READ, progress.read())
                .set(BACKFILL_TABLE.ROWS_APPENDED, progress.appended())
                .set(BACKFILL_TABLE.PAGES, progress.pages().stored())
                .set(
                        BACKFILL_TABLE.FIRST_SEQ,
                        progress.firstSeq() == 0 ? null : progress.firstSeq())
                .set(BACKFILL_TABLE.LAST_SEQ, progress.lastSeq())
                .set(BACKFILL_TABLE.PAGE_ROWS, progress.pageUnits())
                .set(
                        BACKFILL_TABLE.READ_AT,
                        progress.isRead() ? now() : DSL.castNull(BACKFILL_TABLE.READ_AT))
                .setNull(BACKFILL_TABLE.CODE)
                .setNull(BACKFILL_TABLE.MESSAGE)
                .setNull(BACKFILL_TABLE.REMEDY)
                .setNull(BACKFILL_TABLE.SINCE)
                .where(isTable(key))
                .execute();
    }

    /// Notes a row that is to be read once more, in the transaction of an append, which fences it.
    void note(DSLContext tx, TableKey key, Map<String, String> row) {
        tx.insertInto(BACKFILL_ROW)
                .set(BACKFILL_ROW.ACCOUNT_ID, lease.account().value())
                .set(BACKFILL_ROW.BACKFILL_ID, key.backfill().value())
                .set(BACKFILL_ROW.SCHEMA_NAME, key.table().schema())
                .set(BACKFILL_ROW.TABLE_NAME, key.table().table())
                .set(BACKFILL_ROW.KEY, JSONB.valueOf(JSON.writeValueAsString(row)))
                .execute();
    }

    /// The first rows that are to be read once more.
    List<MovedRow> moved(TableKey key, int limit) {
        return worker.selectFrom(BACKFILL_ROW)
                .where(isRow(key))
                .orderBy(BACKFILL_ROW.NUMBER)
                .limit(limit)
                .fetch(row -> new MovedRow(row.getNumber(), texts(row.getKey().data())));
    }

    private static Map<String, String> texts(String json) {
        return JSON.readTree(json)
                .propertyStream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().asString()));
    }

    /// Takes away rows that were read once more, in the transaction of an append, which fences it.
    ///
    /// @param upTo the last of them
    void remove(DSLContext tx, TableKey key, long upTo) {
        tx.deleteFrom(BACKFILL_ROW).where(isRow(key)).and(BACKFILL_ROW.NUMBER.le(upTo)).execute();
    }

    private Condition isRow(TableKey key) {
        return BACKFILL_ROW
                .ACCOUNT_ID
                .eq(lease.account().value())
                .and(BACKFILL_ROW.BACKFILL_ID.eq(key.backfill().value()))
                .and(BACKFILL_ROW.SCHEMA_NAME.eq(key.table().schema()))
                .and(BACKFILL_ROW.TABLE_NAME.eq(key.table().table()));
    }

    /// All rows of the table are sent; with its last table the backfill is complete.
    void complete(TableKey key) {
        fenced(tx -> {
            lock(tx, key);
            tx.update(BACKFILL_TABLE)
                    .set(BACKFILL_TABLE.STATE, "completed")
                    .set(BACKFILL_TABLE.COMPLETED_AT, now())
                    .setNull(BACKFILL_TABLE.CODE)
                    .setNull(BACKFILL_TABLE.MESSAGE)
                    .setNull(BACKFILL_TABLE.REMEDY)
                    .setNull(BACKFILL_TABLE.SINCE)
                    .where(isTable(key))
                    .and(BACKFILL_TABLE.STATE.in("waiting", "active"))
                    .execute();
            tx.update(BACKFILL)
                    .set(BACKFILL.STATUS, "completed")
                    .set(BACKFILL.ENDED_AT, now())
                    .where(isBackfill(key))
                    .and(BACKFILL.STATUS.eq("active"))
                    .and(
                            DSL.notExists(
                                    DSL.selectOne()
                                            .from(BACKFILL_TABLE)
                                            .where(
                                                    BACKFILL_TABLE.ACCOUNT_ID.eq(
                                                            BACKFILL.ACCOUNT_ID))
                                            .and(BACKFILL_TABLE.BACKFILL_ID.eq(BACKFILL.ID))
                                            .and(BACKFILL_TABLE.STATE.ne("completed"))))
                    .execute();
        });
    }

    /// The table cannot be read until somebody mends something; the backfill waits for it.
    void fail(TableKey key, Trouble trouble) {
        fenced(tx -> {
            lock(tx, key);
            tell(tx, key, trouble);
            tx.update(BACKFILL_TABLE)
                    .set(BACKFILL_TABLE.STATE, "failed")
                    .where(isTable(key))
                    .and(BACKFILL_TABLE.STATE.in("waiting", "active"))
                    .execute();
            tx.update(BACKFILL)
                    .set(BACKFILL.STATUS, "failed")
                    .set(BACKFILL.ENDED_AT, now())
                    .where(isBackfill(key))
                    .and(BACKFILL.STATUS.eq("active"))
                    .execute();
        });
    }

    /// Tells what is the matter with a table that is tried again. It keeps the time since which it
    /// stands.
    void tell(TableKey key, Trouble trouble) {
        fenced(tx -> tell(tx, key, trouble));
    }

    private void tell(DSLContext tx, TableKey key, Trouble trouble) {
        tx.update(BACKFILL_TABLE)
                .set(
                        BACKFILL_TABLE.SINCE,
                        DSL.when(BACKFILL_TABLE.CODE.eq(trouble.code()), BACKFILL_TABLE.SINCE)
                                .otherwise(now()))
                .set(BACKFILL_TABLE.CODE, trouble.code())
                .set(BACKFILL_TABLE.MESSAGE, trouble.message())
                .set(BACKFILL_TABLE.REMEDY, trouble.remedy())
                .where(isTable(key))
                .execute();
    }

    /// In one order for every transaction: the last two tables must not miss each other.
    private void lock(DSLContext tx, TableKey key) {
        tx.selectOne().from(BACKFILL).where(isBackfill(key)).forNoKeyUpdate().fetch();
    }

    private void fenced(Write write) {
        worker.transaction(tx -> {
            write.in(tx.dsl());
            LogPositions.requireHeld(tx.dsl(), lease);
        });
        changed.run();
    }

    private interface Write {
        void in(DSLContext tx);
    }

    private Condition isBackfill(TableKey key) {
        return BACKFILL.ACCOUNT_ID
                .eq(lease.account().value())
                .and(BACKFILL.ID.eq(key.backfill().value()));
    }

    private Condition isTable(TableKey key) {
        return BACKFILL_TABLE
                .ACCOUNT_ID
                .eq(lease.account().value())
                .and(BACKFILL_TABLE.BACKFILL_ID.eq(key.backfill().value()))
                .and(BACKFILL_TABLE.SCHEMA_NAME.eq(key.table().schema()))
                .and(BACKFILL_TABLE.TABLE_NAME.eq(key.table().table()));
    }

    private static Field<Instant> now() {
        return DSL.field("now()", BACKFILL.ENDED_AT.getDataType());
    }
}
