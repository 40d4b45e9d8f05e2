package dev.rowhook.api.host;

import static dev.rowhook.store.jooq.Tables.API_TOKEN;
import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.DATABASE_CONDITION;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.MEMBER;
import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.api.database.ConnectionSettings.Publication;
import dev.rowhook.api.database.ConnectionSettings.Slot;
import dev.rowhook.api.host.HostedAccount.Deletion;
import dev.rowhook.api.host.HostedAccount.Leftover;
import dev.rowhook.changelog.LogDisk;
import dev.rowhook.core.AccountId;
import dev.rowhook.store.accounts.AccountDeletions;
import dev.rowhook.store.accounts.AccountLimits;
import dev.rowhook.store.jooq.tables.records.AccountRecord;
import dev.rowhook.store.jooq.tables.records.DatabaseConditionRecord;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;

import org.jooq.DSLContext;
import org.jooq.TableField;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Makes answers of rows.
final class HostedAccountRows {
    private static final String NOT_REMOVED = "not_removed";

    private final DSLContext worker;
    private final SourceSql sql;

    HostedAccountRows(DSLContext worker, SourceSql sql) {
        this.worker = worker;
        this.sql = sql;
    }

    HostedAccount answer(AccountRecord row) {
        AccountId account = new AccountId(row.getAccountId());
        return new HostedAccount(
                account.toString(),
                row.getName(),
                row.getStatus(),
                Optional.ofNullable(row.getStatusReason()),
                row.getStatusSince(),
                HostedLimits.of(AccountLimits.of(row)),
                new HostedLimits(
                        count(DATABASE.ACCOUNT_ID, account),
                        count(HTTP_ENDPOINT.ACCOUNT_ID, account),
                        count(SINK.ACCOUNT_ID, account),
                        count(MEMBER.ACCOUNT_ID, account),
                        count(API_TOKEN.ACCOUNT_ID, account),
                        LogDisk.used(worker, account)),
                new AccountDeletions(worker).find(account).map(this::deletion),
                row.getCreatedAt());
    }

    private int count(TableField<?, UUID> accountId, AccountId account) {
        return worker.fetchCount(accountId.getTable(), accountId.eq(account.value()));
    }

    private Deletion deletion(AccountDeletions.Deletion deletion) {
        UUID account = deletion.account().value();
        Map<UUID, DatabaseConditionRecord> told =
                worker.selectFrom(DATABASE_CONDITION)
                        .where(DATABASE_CONDITION.ACCOUNT_ID.eq(account))
                        .and(DATABASE_CONDITION.CODE.eq(NOT_REMOVED))
                        .fetchMap(DATABASE_CONDITION.DATABASE_ID);
        List<DatabaseRecord> databases =
                worker.selectFrom(DATABASE)
                        .where(DATABASE.ACCOUNT_ID.eq(account))
                        .orderBy(DATABASE.ID)
                        .fetch();
        return new Deletion(
                deletion.requestedAt(),
                deletion.requestedBy(),
                deletion.forced(),
                databases.size(),
                databases.stream()
                        .map(row -> leftover(row, Optional.ofNullable(told.get(row.getId()))))
                        .toList());
    }

    private Leftover leftover(DatabaseRecord row, Optional<DatabaseConditionRecord> told) {
        return told.map(condition -> new Leftover(condition.getMessage(), condition.getRemedy()))
                .orElseGet(() ->
                        new Leftover(
                                "The slot and the publications at %s:%d were not dropped yet."
                                        .formatted(row.getHostname(), row.getPort()),
                                "If they stay, drop them there: "
                                        + sql.dropping(
                                                new Slot(row.getSlotName(), row.getSlotCreate()),
                                                new Publication(
                                                        row.getPublicationName(),
                                                        row.getPublicationCreate(),
                                                        List.of()))));
    }
}
