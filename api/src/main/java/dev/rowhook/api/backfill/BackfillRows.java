package dev.rowhook.api.backfill;

import static dev.rowhook.store.jooq.Tables.BACKFILL_TABLE;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import dev.rowhook.api.backfill.BackfillAnswer.Table;
import dev.rowhook.api.backfill.BackfillAnswer.Trouble;
import dev.rowhook.core.BackfillId;
import dev.rowhook.core.ScheduleId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.store.jooq.tables.records.BackfillRecord;
import dev.rowhook.store.jooq.tables.records.BackfillTableRecord;

import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.Result;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Makes answers of the backfills of one sink.
final class BackfillRows {
    private final String sink;
    private final long mark;
    private final Map<UUID, Result<BackfillTableRecord>> tables;
    private final Instant now;

    private BackfillRows(
            String sink, long mark, Map<UUID, Result<BackfillTableRecord>> tables, Instant now) {
        this.sink = sink;
        this.mark = mark;
        this.tables = tables;
        this.now = now;
    }

    /// @param rows of one sink
    /// @param now the time by which progress is told
    static List<BackfillAnswer> answers(DSLContext db, List<BackfillRecord> rows, Instant now) {
        if (rows.isEmpty()) {
            return List.of();
        }
        UUID account = rows.getFirst().getAccountId();
        Record2<String, Long> sink =
                db.select(SINK.NAME, SINK_CURSOR.MARK)
                        .from(SINK)
                        .leftJoin(SINK_CURSOR)
                        .on(SINK_CURSOR.ACCOUNT_ID.eq(SINK.ACCOUNT_ID))
                        .and(SINK_CURSOR.SINK_ID.eq(SINK.ID))
                        .where(SINK.ACCOUNT_ID.eq(account))
                        .and(SINK.ID.eq(rows.getFirst().getSinkId()))
                        .fetchSingle();
        BackfillRows told =
                new BackfillRows(
                        sink.value1(),
                        Optional.ofNullable(sink.value2()).orElse(0L),
                        tables(db, account, rows),
                        now);
        return rows.stream().map(told::answer).toList();
    }

    private static Map<UUID, Result<BackfillTableRecord>> tables(
            DSLContext db, UUID account, List<BackfillRecord> rows) {
        return db.selectFrom(BACKFILL_TABLE)
                .where(BACKFILL_TABLE.ACCOUNT_ID.eq(account))
                .and(
                        BACKFILL_TABLE.BACKFILL_ID.in(
                                rows.stream().map(BackfillRecord::getId).toList()))
                .orderBy(BACKFILL_TABLE.NUMBER)
                .fetchGroups(BACKFILL_TABLE.BACKFILL_ID);
    }

    private BackfillAnswer answer(BackfillRecord row) {
        List<Progress> progress =
                Optional.ofNullable(tables.get(row.getId())).stream()
                        .flatMap(List::stream)
                        .map(table -> new Progress(table, mark, now))
                        .toList();
        return new BackfillAnswer(
                new BackfillId(row.getId()).toString(),
                sink,
                new SinkId(row.getSinkId()).toString(),
                row.getOrigin(),
                Optional.ofNullable(row.getScheduleId()).map(id -> new ScheduleId(id).toString()),
                row.getStatus(),
                progress.stream().map(table -> table(table, row.getStatus())).toList(),
                RowCounts.sum(progress.stream().map(Progress::rows).toList()),
                Optional.ofNullable(row.getFilter()),
                Optional.ofNullable(row.getSortColumn()),
                Optional.ofNullable(row.getStartPosition()),
                Optional.ofNullable(row.getEndPosition()),
                row.getMarks(),
                Optional.ofNullable(row.getRowsPerSecond()),
                row.getCreatedAt(),
                Optional.ofNullable(row.getEndedAt()));
    }

    /// Of a backfill that does not go on, nobody knows how long it takes.
    private static Table table(Progress progress, String status) {
        BackfillTableRecord row = progress.table();
        return new Table(
                new TableName(row.getSchemaName(), row.getTableName()).toString(),
                row.getState(),
                progress.rows(),
                progress.rate(),
                status.equals("active") ? progress.timeLeft() : Optional.empty(),
                Optional.ofNullable(row.getCode())
                        .map(code ->
                                new Trouble(
                                        code, row.getMessage(), row.getRemedy(), row.getSince())),
                Optional.ofNullable(row.getStartedAt()),
                Optional.ofNullable(row.getCompletedAt()));
    }
}
