package dev.rowhook.api.backfill;

import static dev.rowhook.store.jooq.Tables.BACKFILL;
import static dev.rowhook.store.jooq.Tables.BACKFILL_TABLE;

import dev.rowhook.api.problem.FieldError;
import dev.rowhook.api.problem.Problem;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.BackfillId;
import dev.rowhook.core.change.TableName;

import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jooq.Result;
import org.jooq.impl.DSL;

import java.util.List;
import java.util.UUID;

/// The backfills of a sink that read its tables, or will when they go on.
///
/// To be asked in a transaction that has locked the sink: there is at most one of each table.
final class Unfinished {
    /// The statuses of backfills that have not ended.
    static final List<String> STATUSES = List.of("active", "paused");

    private Unfinished() {}

    /// @throws ProblemException 409 if another backfill reads one of the tables
    static void refuse(DSLContext db, BackfillSink sink, List<TableName> tables) {
        Result<Record3<UUID, String, String>> found =
                db.select(BACKFILL.ID, BACKFILL_TABLE.SCHEMA_NAME, BACKFILL_TABLE.TABLE_NAME)
                        .from(BACKFILL)
                        .join(BACKFILL_TABLE)
                        .on(BACKFILL_TABLE.ACCOUNT_ID.eq(BACKFILL.ACCOUNT_ID))
                        .and(BACKFILL_TABLE.BACKFILL_ID.eq(BACKFILL.ID))
                        .where(BACKFILL.ACCOUNT_ID.eq(sink.account().value()))
                        .and(BACKFILL.SINK_ID.eq(sink.id().value()))
                        .and(BACKFILL.STATUS.in(STATUSES))
                        .and(BACKFILL_TABLE.STATE.ne("completed"))
                        .and(
                                DSL.row(BACKFILL_TABLE.SCHEMA_NAME, BACKFILL_TABLE.TABLE_NAME)
                                        .in(
                                                tables.stream()
                                                        .map(table ->
                                                                DSL.row(
                                                                        table.schema(),
                                                                        table.table()))
                                                        .toList()))
                        .orderBy(BACKFILL.ID, BACKFILL_TABLE.NUMBER)
                        .fetch();
        if (!found.isEmpty()) {
            throw new ProblemException(
                    new Problem(
                            ProblemCode.BACKFILL_RUNNING,
                            "Another backfill of the sink is not finished: %s."
                                    .formatted(
                                            String.join(
                                                    ", ",
                                                    found.stream()
                                                            .map(row -> id(row.value1()))
                                                            .distinct()
                                                            .toList())),
                            found.map(row ->
                                    new FieldError(
                                            "/tables",
                                            "backfill_running",
                                            "%s is read by %s. Cancel it, or wait until it has ended."
                                                    .formatted(
                                                            new TableName(
                                                                    row.value2(), row.value3()),
                                                            id(row.value1()))))));
        }
    }

    private static String id(UUID id) {
        return new BackfillId(id).toString();
    }
}
