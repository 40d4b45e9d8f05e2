package dev.rowhook.api.database;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.DATABASE_CONDITION;
import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.changelog.LogGaps;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.util.List;

/// A request to go on behind a gap, within one transaction. The owner of the database does it.
final class Mending {
    private final DSLContext db;
    private final AccountId account;
    private final DatabaseRecord database;

    /// @param database its row, locked
    Mending(DSLContext db, AccountId account, DatabaseRecord database) {
        this.db = db;
        this.account = account;
        this.database = database;
    }

    /// Asked for again, it is the same request.
    ///
    /// @throws ProblemException 409 if there is no gap
    MendAnswer request() {
        if (database.getDeleting()) {
            throw ProblemException.of(
                    ProblemCode.DATABASE_DELETING, "The database is about to be deleted.");
        }
        MendAnswer answer = MendAnswer.of(gap(), sinks());
        if (database.getMendRequestedAt() == null) {
            db.update(DATABASE)
                    .set(DATABASE.MEND_REQUESTED_AT, DSL.currentInstant())
                    .where(DATABASE.ACCOUNT_ID.eq(account.value()))
                    .and(DATABASE.ID.eq(database.getId()))
                    .execute();
            Settings.nextVersion(db, account, new DatabaseId(database.getId()));
        }
        return answer;
    }

    private MendAnswer.Gap gap() {
        return db.selectFrom(DATABASE_CONDITION)
                .where(DATABASE_CONDITION.ACCOUNT_ID.eq(account.value()))
                .and(DATABASE_CONDITION.DATABASE_ID.eq(database.getId()))
                .and(DATABASE_CONDITION.CODE.in(LogGaps.CODES))
                .orderBy(DATABASE_CONDITION.SINCE, DATABASE_CONDITION.CODE)
                .limit(1)
                .fetchOptional(row -> new MendAnswer.Gap(row.getCode(), row.getMessage()))
                .orElseThrow(() ->
                        ProblemException.of(
                                ProblemCode.NOTHING_TO_MEND,
                                "No gap is told of the database: its conditions are none of %s."
                                        .formatted(String.join(", ", LogGaps.CODES))));
    }

    private List<MendAnswer.Sink> sinks() {
        return db.selectFrom(SINK)
                .where(SINK.ACCOUNT_ID.eq(account.value()))
                .and(SINK.DATABASE_ID.eq(database.getId()))
                .and(SINK.STATUS.ne("disabled"))
                .orderBy(SINK.NUMBER)
                .fetch(row ->
                        new MendAnswer.Sink(new SinkId(row.getId()).toString(), row.getName()));
    }
}
