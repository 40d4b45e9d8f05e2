package dev.rowhook.api.database;

import static dev.rowhook.store.jooq.Tables.DATABASE_CONDITION;
import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.SOURCE_GAP;

import dev.rowhook.api.database.DatabaseAnswer.Condition;
import dev.rowhook.api.database.DatabaseAnswer.Gap;
import dev.rowhook.api.database.DatabaseAnswer.PublicationAnswer;
import dev.rowhook.api.database.DatabaseAnswer.SlotAnswer;
import dev.rowhook.api.database.DatabaseAnswer.TlsAnswer;
import dev.rowhook.api.tls.CertificateAnswer;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.Lsn;
import dev.rowhook.store.jooq.tables.records.DatabaseConditionRecord;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;
import dev.rowhook.store.jooq.tables.records.SourceGapRecord;

import org.jooq.DSLContext;
import org.jooq.Result;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Makes answers of rows, with what workers say of the databases.
final class DatabaseRows {
    private final Map<UUID, Long> applied;
    private final Map<UUID, Result<DatabaseConditionRecord>> conditions;
    private final Map<UUID, Result<SourceGapRecord>> gaps;

    private DatabaseRows(
            Map<UUID, Long> applied,
            Map<UUID, Result<DatabaseConditionRecord>> conditions,
            Map<UUID, Result<SourceGapRecord>> gaps) {
        this.applied = applied;
        this.conditions = conditions;
        this.gaps = gaps;
    }

    static List<DatabaseAnswer> answers(
            DSLContext db, AccountId account, List<DatabaseRecord> rows) {
        List<UUID> ids = rows.stream().map(DatabaseRecord::getId).toList();
        DatabaseRows told =
                new DatabaseRows(
                        db.select(LOG_POSITION.DATABASE_ID, LOG_POSITION.SETTINGS_VERSION)
                                .from(LOG_POSITION)
                                .where(LOG_POSITION.ACCOUNT_ID.eq(account.value()))
                                .and(LOG_POSITION.DATABASE_ID.in(ids))
                                .fetchMap(LOG_POSITION.DATABASE_ID, LOG_POSITION.SETTINGS_VERSION),
                        db.selectFrom(DATABASE_CONDITION)
                                .where(DATABASE_CONDITION.ACCOUNT_ID.eq(account.value()))
                                .and(DATABASE_CONDITION.DATABASE_ID.in(ids))
                                .orderBy(DATABASE_CONDITION.SINCE, DATABASE_CONDITION.CODE)
                                .fetchGroups(DATABASE_CONDITION.DATABASE_ID),
                        db.selectFrom(SOURCE_GAP)
                                .where(SOURCE_GAP.ACCOUNT_ID.eq(account.value()))
                                .and(SOURCE_GAP.DATABASE_ID.in(ids))
                                .orderBy(SOURCE_GAP.INCARNATION)
                                .fetchGroups(SOURCE_GAP.DATABASE_ID));
        return rows.stream().map(told::answer).toList();
    }

    private DatabaseAnswer answer(DatabaseRecord row) {
        return new DatabaseAnswer(
                new DatabaseId(row.getId()).toString(),
                row.getName(),
                row.getHostname(),
                row.getPort(),
                row.getDatabaseName(),
                row.getUsername(),
                new TlsAnswer(
                        row.getTlsMode(),
                        Optional.ofNullable(row.getTlsCa()),
                        Optional.ofNullable(row.getClientCertificate()).map(CertificateAnswer::of)),
                new SlotAnswer(row.getSlotName(), row.getSlotCreate()),
                new PublicationAnswer(
                        row.getPublicationName(),
                        row.getPublicationCreate(),
                        List.of(row.getPublicationTables())),
                Retain.of(row),
                Replica.of(row),
                state(row),
                conditions(row),
                Optional.ofNullable(row.getMendRequestedAt()),
                gaps(row),
                row.getRevision(),
                row.getCreatedAt());
    }

    private String state(DatabaseRecord row) {
        if (row.getDeleting()) {
            return "deleting";
        }
        if (!conditions(row).stream().allMatch(told -> Warnings.contain(told.code()))) {
            return "error";
        }
        return applied.getOrDefault(row.getId(), 0L) < row.getSettingsVersion()
                ? "starting"
                : "streaming";
    }

    private List<Condition> conditions(DatabaseRecord row) {
        Result<DatabaseConditionRecord> told = conditions.get(row.getId());
        return told == null
                ? List.of()
                : told.map(condition ->
                        new Condition(
                                condition.getCode(),
                                condition.getSince(),
                                condition.getMessage(),
                                condition.getRemedy()));
    }

    private List<Gap> gaps(DatabaseRecord row) {
        Result<SourceGapRecord> told = gaps.get(row.getId());
        return told == null
                ? List.of()
                : told.map(gap ->
                        new Gap(
                                gap.getIncarnation(),
                                gap.getCause(),
                                gap.getMessage(),
                                new Lsn(gap.getFromLsn()).toString(),
                                new Lsn(gap.getToLsn()).toString(),
                                gap.getMendedAt()));
    }
}
