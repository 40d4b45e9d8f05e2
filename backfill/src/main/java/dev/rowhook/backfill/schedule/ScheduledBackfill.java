package dev.rowhook.backfill.schedule;

import static dev.rowhook.store.jooq.Tables.BACKFILL;
import static dev.rowhook.store.jooq.Tables.BACKFILL_SCHEDULE;
import static dev.rowhook.store.jooq.Tables.BACKFILL_TABLE;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_TABLE;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.BackfillId;
import dev.rowhook.core.ScheduleId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.store.jooq.tables.records.BackfillScheduleRecord;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes the backfill of a schedule, unless one of its tables is still being read. Thread-safe.
final class ScheduledBackfill {
    private final DSLContext worker;

    ScheduledBackfill(DSLContext worker) {
        this.worker = worker;
    }

    /// The schedule fires now.
    void make(AccountId account, ScheduleId id) {
        worker.transaction(tx -> {
            Optional<BackfillScheduleRecord> schedule =
                    tx.dsl()
                            .selectFrom(BACKFILL_SCHEDULE)
                            .where(BACKFILL_SCHEDULE.ACCOUNT_ID.eq(account.value()))
                            .and(BACKFILL_SCHEDULE.ID.eq(id.value()))
                            .and(BACKFILL_SCHEDULE.ENABLED)
                            .fetchOptional();
            schedule.flatMap(row -> sink(tx.dsl(), row).map(sink -> make(tx.dsl(), row, sink)))
                    .ifPresent(result -> note(tx.dsl(), schedule.get(), result));
        });
    }

    /// Locked, so that nobody else begins to read one of its tables.
    private static Optional<SinkRecord> sink(DSLContext tx, BackfillScheduleRecord schedule) {
        return tx.selectFrom(SINK)
                .where(SINK.ACCOUNT_ID.eq(schedule.getAccountId()))
                .and(SINK.ID.eq(schedule.getSinkId()))
                .forNoKeyUpdate()
                .fetchOptional();
    }

    private static String make(DSLContext tx, BackfillScheduleRecord schedule, SinkRecord sink) {
        if (sink.getStatus().equals("disabled")) {
            return "skipped: the sink is disabled";
        }
        List<TableName> tables = tables(tx, schedule);
        if (tables.isEmpty()) {
            return "skipped: the sink has none of its tables";
        }
        Optional<BackfillId> running = running(tx, schedule, tables);
        if (running.isPresent()) {
            return "skipped: %s is not finished".formatted(running.get());
        }
        BackfillId id = BackfillId.create();
        tx.insertInto(BACKFILL)
                .set(BACKFILL.ACCOUNT_ID, schedule.getAccountId())
                .set(BACKFILL.ID, id.value())
                .set(BACKFILL.SINK_ID, schedule.getSinkId())
                .set(BACKFILL.DATABASE_ID, sink.getDatabaseId())
                .set(BACKFILL.ORIGIN, "schedule")
                .set(BACKFILL.SCHEDULE_ID, schedule.getId())
                .set(BACKFILL.FILTER, schedule.getFilter())
                .set(BACKFILL.SORT_COLUMN, schedule.getSortColumn())
                .set(BACKFILL.START_POSITION, schedule.getStartPosition())
                .set(BACKFILL.END_POSITION, schedule.getEndPosition())
                .set(BACKFILL.MARKS, schedule.getMarks())
                .set(BACKFILL.ROWS_PER_SECOND, schedule.getRowsPerSecond())
                .execute();
        for (int i = 0; i < tables.size(); i++) {
            tx.insertInto(BACKFILL_TABLE)
                    .set(BACKFILL_TABLE.ACCOUNT_ID, schedule.getAccountId())
                    .set(BACKFILL_TABLE.BACKFILL_ID, id.value())
                    .set(BACKFILL_TABLE.SCHEMA_NAME, tables.get(i).schema())
                    .set(BACKFILL_TABLE.TABLE_NAME, tables.get(i).table())
                    .set(BACKFILL_TABLE.NUMBER, i)
                    .execute();
        }
        tx.select(
                        DSL.function(
                                "pg_notify",
                                Object.class,
                                DSL.val(Schedules.SIGNAL),
                                DSL.val(sink.getDatabaseId().toString())))
                .fetch();
        return "started " + id;
    }

    /// Those of the schedule that the sink still has; all of the sink if the schedule names none.
    private static List<TableName> tables(DSLContext tx, BackfillScheduleRecord schedule) {
        List<TableName> ofSink =
                tx.selectFrom(SINK_TABLE)
                        .where(SINK_TABLE.ACCOUNT_ID.eq(schedule.getAccountId()))
                        .and(SINK_TABLE.SINK_ID.eq(schedule.getSinkId()))
                        .orderBy(SINK_TABLE.SCHEMA_NAME, SINK_TABLE.TABLE_NAME)
                        .fetch(row -> new TableName(row.getSchemaName(), row.getTableName()));
        Optional<List<TableName>> named =
                Optional.ofNullable(schedule.getTables())
                        .map(texts ->
                                Arrays.stream(texts).flatMap(ScheduledBackfill::name).toList());
        return named.map(names -> names.stream().filter(ofSink::contains).toList()).orElse(ofSink);
    }

    private static Stream<TableName> name(String text) {
        return TableName.parse(text).stream();
    }

    private static Optional<BackfillId> running(
            DSLContext tx, BackfillScheduleRecord schedule, List<TableName> tables) {
        return tx.select(BACKFILL.ID)
                .from(BACKFILL)
                .join(BACKFILL_TABLE)
                .on(
                        BACKFILL_TABLE.ACCOUNT_ID.eq(BACKFILL.ACCOUNT_ID),
                        BACKFILL_TABLE.BACKFILL_ID.eq(BACKFILL.ID))
                .where(BACKFILL.ACCOUNT_ID.eq(schedule.getAccountId()))
                .and(BACKFILL.SINK_ID.eq(schedule.getSinkId()))
                .and(BACKFILL.STATUS.in("active", "paused"))
                .and(BACKFILL_TABLE.STATE.ne("completed"))
                .and(
                        DSL.row(BACKFILL_TABLE.SCHEMA_NAME, BACKFILL_TABLE.TABLE_NAME)
                                .in(
                                        tables.stream()
                                                .map(name -> DSL.row(name.schema(), name.table()))
                                                .toList()))
                .orderBy(BACKFILL.ID)
                .limit(1)
                .fetchOptional(row -> new BackfillId(row.value1()));
    }

    private static void note(DSLContext tx, BackfillScheduleRecord schedule, String result) {
        tx.update(BACKFILL_SCHEDULE)
                .set(
                        BACKFILL_SCHEDULE.LAST_FIRED_AT,
                        DSL.field("now()", BACKFILL_SCHEDULE.LAST_FIRED_AT.getDataType()))
                .set(BACKFILL_SCHEDULE.LAST_RESULT, result)
                .where(BACKFILL_SCHEDULE.ACCOUNT_ID.eq(schedule.getAccountId()))
                .and(BACKFILL_SCHEDULE.ID.eq(schedule.getId()))
                .execute();
    }
}
