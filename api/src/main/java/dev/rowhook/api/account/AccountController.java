package dev.rowhook.api.account;

import static dev.rowhook.core.access.Permission.ACCOUNT_READ;
import static dev.rowhook.core.access.Permission.ACCOUNT_WRITE;
import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.API_TOKEN;
import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.MEMBER;
import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.api.AccountChange;
import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.MergePatch;
import dev.rowhook.changelog.LogDisk;
import dev.rowhook.core.AccountId;
import dev.rowhook.store.accounts.AccountLimits;

import org.jooq.DSLContext;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.Optional;

@RestController
@RequestMapping("/v1/account")
class AccountController {
    private final AccountTransactions transactions;

    AccountController(AccountTransactions transactions) {
        this.transactions = transactions;
    }

    @Requires(ACCOUNT_READ)
    @GetMapping
    AccountAnswer get(AccountId account) {
        return transactions.read(account, db -> answer(db, account));
    }

    @Requires(ACCOUNT_WRITE)
    @PatchMapping(consumes = {MergePatch.TYPE, MediaType.APPLICATION_JSON_VALUE})
    AccountAnswer edit(AccountId account, Fields patch) {
        return transactions.change(
                account,
                change -> {
                    lock(change);
                    AccountAnswer before = answer(change.db(), account);
                    AccountSettings wanted = AccountSettings.read(patch.over(before.settings()));
                    if (wanted.equals(before.settings())) {
                        change.nothing();
                        return before;
                    }
                    change.db()
                            .update(ACCOUNT)
                            .set(ACCOUNT.NAME, wanted.name())
                            .set(ACCOUNT.ON_LOG_FULL, wanted.onLogFull())
                            .set(ACCOUNT.REVISION, ACCOUNT.REVISION.plus(1))
                            .where(ACCOUNT.ACCOUNT_ID.eq(account.value()))
                            .execute();
                    AccountAnswer after = answer(change.db(), account);
                    change.audit(
                            AuditEntry.of("account.update", account, after.name())
                                    .between(before, after));
                    return after;
                });
    }

    private static void lock(AccountChange change) {
        change.requireMatch(
                change.db()
                        .selectFrom(ACCOUNT)
                        .where(ACCOUNT.ACCOUNT_ID.eq(change.account().value()))
                        .forNoKeyUpdate()
                        .fetchSingle()
                        .getRevision());
    }

    private static AccountAnswer.Counts limits(AccountLimits limits) {
        return new AccountAnswer.Counts(
                limits.databases(),
                limits.endpoints(),
                limits.sinks(),
                limits.members(),
                limits.tokens(),
                limits.logBytes());
    }

    private static AccountAnswer answer(DSLContext db, AccountId account) {
        return db.selectFrom(ACCOUNT)
                .where(ACCOUNT.ACCOUNT_ID.eq(account.value()))
                .fetchSingle(row ->
                        new AccountAnswer(
                                account.toString(),
                                row.getName(),
                                row.getStatus(),
                                Optional.ofNullable(row.getStatusReason()),
                                row.getStatusSince(),
                                row.getOnLogFull(),
                                limits(AccountLimits.of(row)),
                                new AccountAnswer.Counts(
                                        db.fetchCount(DATABASE),
                                        db.fetchCount(HTTP_ENDPOINT),
                                        db.fetchCount(SINK),
                                        db.fetchCount(MEMBER),
                                        db.fetchCount(API_TOKEN),
                                        LogDisk.used(db, account)),
                                row.getRevision(),
                                row.getCreatedAt()));
    }
}
