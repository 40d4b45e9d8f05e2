package dev.rowhook.api.host;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.DATABASE;

import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.Page;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.store.accounts.AccountCreation;
import dev.rowhook.store.accounts.AccountDeletions;
import dev.rowhook.store.accounts.OwnerInvitation;
import dev.rowhook.store.accounts.OwnerInvitations;
import dev.rowhook.store.jooq.tables.records.AccountRecord;

import org.jooq.DSLContext;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Repository;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// All accounts. A method that takes an id throws a 404 where there is no such account.
@Repository
class HostedAccounts {
    private static final String DELETING = "deleting";

    private final DSLContext worker;
    private final AccountCreation creation;
    private final OwnerInvitations owners;
    private final SourceSql sql;
    private final Clock clock = Clock.systemUTC();

    HostedAccounts(
            @Qualifier("workerDsl") DSLContext worker, AccountCreation creation, SourceSql sql) {
        this.worker = worker;
        this.creation = creation;
        this.owners = new OwnerInvitations(worker, clock);
        this.sql = sql;
    }

    /// A page of them, oldest first; the cursor of the next one is the last id of this one.
    Page<HostedAccount> list(Optional<AccountId> after, int limit) {
        HostedAccountRows rows = new HostedAccountRows(worker, sql);
        List<AccountRecord> found =
                worker.selectFrom(ACCOUNT)
                        .where(
                                after.map(id -> ACCOUNT.ACCOUNT_ID.gt(id.value()))
                                        .orElse(DSL.noCondition()))
                        .orderBy(ACCOUNT.ACCOUNT_ID)
                        .limit(limit + 1)
                        .fetch();
        List<HostedAccount> page = found.stream().limit(limit).map(rows::answer).toList();
        return new Page<>(
                page, found.size() > limit ? Optional.of(page.getLast().id()) : Optional.empty());
    }

    HostedAccount find(AccountId account) {
        return new HostedAccountRows(worker, sql).answer(row(worker, account, false));
    }

    List<GoneAccount> gone(int limit) {
        return new AccountDeletions(worker).list(limit).stream().map(GoneAccount::of).toList();
    }

    CreatedAccount create(HostCaller host, String name, String email) {
        return worker.transactionResult(transaction -> {
            DSLContext tx = transaction.dsl();
            AccountId account = creation.create(tx, name);
            OwnerInvitation invitation = owners.insert(tx, account, email);
            HostAudit.write(
                    tx,
                    account,
                    host,
                    AuditEntry.of("account.create", account, name).with("owner_email", email));
            return new CreatedAccount(
                    new HostedAccountRows(tx, sql).answer(row(tx, account, false)),
                    new CreatedAccount.Invitation(
                            invitation.id().toString(),
                            email,
                            invitation.path(),
                            invitation.expiresAt()));
        });
    }

    HostedAccount change(HostCaller host, AccountId account, Fields patch) {
        return worker.transactionResult(transaction -> {
            DSLContext tx = transaction.dsl();
            AccountRecord row = row(tx, account, true);
            if (row.getStatus().equals(DELETING)) {
                throw ProblemException.of(
                        ProblemCode.ACCOUNT_DELETING, "The account is being deleted.");
            }
            HostSettings now = HostSettings.of(row);
            HostSettings changed = now.change(patch);
            if (!changed.equals(now)) {
                changed.saveTo(row);
                if (!changed.status().equals(now.status())) {
                    row.setStatusSince(clock.instant());
                    announce(tx);
                }
                row.update();
                HostAudit.write(tx, account, host, told(account, now, changed));
            }
            return new HostedAccountRows(tx, sql).answer(row(tx, account, false));
        });
    }

    private static AuditEntry told(AccountId account, HostSettings now, HostSettings changed) {
        String action = "account.update";
        if (!changed.status().equals(now.status())) {
            action =
                    changed.status().equals(HostSettings.SUSPENDED)
                            ? "account.suspend"
                            : "account.activate";
        }
        return AuditEntry.of(action, account, changed.name()).between(now, changed);
    }

    /// Lets the account go: from now on nobody signs in and nothing is streamed. Workers do the
    /// rest.
    ///
    /// @param force whether sources that cannot be reached are not waited for
    HostedAccount delete(HostCaller host, AccountId account, boolean force) {
        return worker.transactionResult(transaction -> {
            DSLContext tx = transaction.dsl();
            // Before the account, as whoever makes a sink locks them.
            Result<?> databases =
                    tx.select(DATABASE.ID)
                            .from(DATABASE)
                            .where(DATABASE.ACCOUNT_ID.eq(account.value()))
                            .orderBy(DATABASE.ID)
                            .forUpdate()
                            .fetch();
            AccountRecord row = row(tx, account, true);
            if (!row.getStatus().equals(DELETING)) {
                row.setStatus(DELETING);
                row.setStatusReason(null);
                row.setStatusSince(clock.instant());
                row.update();
            }
            tx.update(DATABASE)
                    .set(DATABASE.DELETING, true)
                    .set(DATABASE.SETTINGS_VERSION, DATABASE.SETTINGS_VERSION.plus(1))
                    .where(DATABASE.ACCOUNT_ID.eq(account.value()))
                    .and(DATABASE.DELETING.isFalse())
                    .execute();
            new AccountDeletions(tx).request(account, row.getName(), host.getName(), force);
            HostAudit.write(
                    tx,
                    account,
                    host,
                    AuditEntry.of("account.delete", account, row.getName())
                            .with("databases", databases.size())
                            .with("forced", force));
            announce(tx);
            return new HostedAccountRows(tx, sql).answer(row(tx, account, false));
        });
    }

    /// Lets workers look at all databases, once the transaction is committed.
    private static void announce(DSLContext tx) {
        tx.fetch("select pg_notify('rowhook_settings', '')");
    }

    private static AccountRecord row(DSLContext db, AccountId account, boolean locked) {
        var query = db.selectFrom(ACCOUNT).where(ACCOUNT.ACCOUNT_ID.eq(account.value()));
        return (locked ? query.forNoKeyUpdate().fetchOptional() : query.fetchOptional())
                .orElseThrow(() -> ProblemException.of(ProblemCode.ACCOUNT_NOT_FOUND));
    }
}
