package dev.rowhook.api.job;

import static dev.rowhook.store.jooq.Tables.DATABASE_CONDITION;
import static dev.rowhook.store.jooq.Tables.JOB;

import dev.rowhook.api.AccountChange;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.JobId;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;

import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Begins the jobs that are about a database as a whole. Our Postgres ends them, with what they ask
/// for.
@Repository
public class Jobs {
    private static final Duration KEPT = Duration.ofDays(90);
    private static final Set<JobKind> OF_DATABASES =
            Set.of(JobKind.DATABASE_DELETION, JobKind.MEND);

    Jobs() {}

    /// Notes that a database is to be deleted, within the transaction that asks for it.
    public JobId deletion(AccountChange change, DatabaseRecord database) {
        return begin(change, database, JobKind.DATABASE_DELETION);
    }

    /// Notes that a gap of a database is to be mended, within the transaction that asks for it.
    public JobId mend(AccountChange change, DatabaseRecord database) {
        return begin(change, database, JobKind.MEND);
    }

    /// Asked for again, it is the same job.
    private static JobId begin(AccountChange change, DatabaseRecord database, JobKind kind) {
        DSLContext db = change.db();
        db.deleteFrom(JOB)
                .where(JOB.ACCOUNT_ID.eq(change.account().value()))
                .and(JOB.ENDED_AT.lt(Instant.now().minus(KEPT)))
                .execute();
        return running(db, database, kind)
                .orElseGet(() -> {
                    JobId id = JobId.create();
                    db.insertInto(JOB)
                            .set(JOB.ACCOUNT_ID, change.account().value())
                            .set(JOB.ID, id.value())
                            .set(JOB.KIND, kind.word())
                            .set(JOB.DATABASE_ID, database.getId())
                            .set(JOB.DATABASE_NAME, database.getName())
                            .set(JOB.REQUESTED_BY, change.actor().id())
                            .execute();
                    return id;
                });
    }

    private static Optional<JobId> running(DSLContext db, DatabaseRecord database, JobKind kind) {
        return db.select(JOB.ID)
                .from(JOB)
                .where(JOB.ACCOUNT_ID.eq(database.getAccountId()))
                .and(JOB.DATABASE_ID.eq(database.getId()))
                .and(JOB.KIND.eq(kind.word()))
                .and(JOB.ENDED_AT.isNull())
                .fetchOptional(row -> new JobId(row.value1()));
    }

    List<JobAnswer> answers(DSLContext db, AccountId account, List<JobRow> rows) {
        Set<UUID> asked =
                rows.stream()
                        .filter(row -> OF_DATABASES.contains(row.kind()) && row.endedAt() == null)
                        .map(JobRow::database)
                        .collect(Collectors.toSet());
        Map<UUID, List<JobAnswer.Condition>> told =
                db.selectFrom(DATABASE_CONDITION)
                        .where(DATABASE_CONDITION.ACCOUNT_ID.eq(account.value()))
                        .and(DATABASE_CONDITION.DATABASE_ID.in(asked))
                        .orderBy(DATABASE_CONDITION.SINCE, DATABASE_CONDITION.CODE)
                        .fetchGroups(
                                DATABASE_CONDITION.DATABASE_ID,
                                row ->
                                        new JobAnswer.Condition(
                                                row.getCode(),
                                                row.getSince(),
                                                row.getMessage(),
                                                row.getRemedy()));
        return rows.stream()
                .map(row ->
                        JobAnswer.of(
                                row,
                                asked.contains(row.database())
                                                && OF_DATABASES.contains(row.kind())
                                                && row.endedAt() == null
                                        ? told.getOrDefault(row.database(), List.of())
                                        : List.of()))
                .toList();
    }
}
