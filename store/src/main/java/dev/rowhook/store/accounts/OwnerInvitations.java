package dev.rowhook.store.accounts;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.AUDIT_EVENT;
import static dev.rowhook.store.jooq.Tables.INVITATION;
import static dev.rowhook.store.jooq.Tables.MEMBER;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.AuditEventId;
import dev.rowhook.core.InvitationId;
import dev.rowhook.core.access.Role;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;

import org.jooq.DSLContext;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Invites owners to accounts in the name of whoever runs Rowhook: the first one of an account is
/// invited by nobody else.
///
/// `worker` connects as the role of that name. Thread-safe.
public final class OwnerInvitations {
    /// For how long an invitation is open.
    public static final Duration OPEN_FOR = Duration.ofDays(7);

    /// Who invites, where an invitation says it.
    public static final String HOST = "host";

    private final DSLContext worker;
    private final Clock clock;

    public OwnerInvitations(DSLContext worker, Clock clock) {
        this.worker = worker;
        this.clock = clock;
    }

    /// The accounts that a reference means: one of an id, or those of a name, which several may
    /// have.
    public List<AccountId> find(String reference) {
        Optional<UUID> id = AccountId.parse(reference).map(AccountId::value);
        return worker.selectFrom(ACCOUNT)
                .where(id.map(ACCOUNT.ACCOUNT_ID::eq).orElseGet(() -> ACCOUNT.NAME.eq(reference)))
                .and(ACCOUNT.STATUS.ne("deleting"))
                .orderBy(ACCOUNT.ACCOUNT_ID)
                .fetch(row -> new AccountId(row.getAccountId()));
    }

    /// Whether an account has an owner by now.
    public boolean hasOwner(AccountId account) {
        return worker.fetchExists(
                worker.selectFrom(MEMBER)
                        .where(MEMBER.ACCOUNT_ID.eq(account.value()))
                        .and(MEMBER.ROLE.eq(Role.OWNER.code())));
    }

    /// Invites someone to be an owner, and writes it down.
    public OwnerInvitation invite(AccountId account, String email) {
        return worker.transactionResult(transaction -> invite(transaction.dsl(), account, email));
    }

    /// As [#invite(AccountId, String)], within a transaction of the worker's role.
    public OwnerInvitation invite(DSLContext tx, AccountId account, String email) {
        OwnerInvitation invitation = insert(tx, account, email);
        tx.insertInto(AUDIT_EVENT)
                .set(AUDIT_EVENT.ACCOUNT_ID, account.value())
                .set(AUDIT_EVENT.ID, AuditEventId.create().value())
                .set(AUDIT_EVENT.ACTOR_KIND, HOST)
                .set(AUDIT_EVENT.ACTOR_NAME, HOST)
                .set(AUDIT_EVENT.ACTION, "invitation.create")
                .set(AUDIT_EVENT.RESOURCE_KIND, "invitation")
                .set(AUDIT_EVENT.RESOURCE_ID, invitation.id().toString())
                .set(AUDIT_EVENT.RESOURCE_NAME, email)
                .execute();
        return invitation;
    }

    /// Invites someone within a transaction that writes down itself what it does.
    public OwnerInvitation insert(DSLContext tx, AccountId account, String email) {
        Instant now = clock.instant();
        OwnerInvitation invitation =
                new OwnerInvitation(
                        InvitationId.create(),
                        OpaqueToken.create(TokenKind.INVITATION),
                        now.plus(OPEN_FOR));
        tx.insertInto(INVITATION)
                .set(INVITATION.ACCOUNT_ID, account.value())
                .set(INVITATION.ID, invitation.id().value())
                .set(INVITATION.EMAIL, email)
                .set(INVITATION.ROLE, Role.OWNER.code())
                .set(INVITATION.HASH, invitation.token().hash())
                .set(INVITATION.INVITED_BY, HOST)
                .set(INVITATION.CREATED_AT, now)
                .set(INVITATION.EXPIRES_AT, invitation.expiresAt())
                .execute();
        return invitation;
    }

    /// Whether the token's invitation can still be accepted.
    public boolean isOpen(OpaqueToken token) {
        return worker.fetchExists(
                worker.selectFrom(INVITATION)
                        .where(INVITATION.HASH.eq(token.hash()))
                        .and(INVITATION.ACCEPTED_AT.isNull())
                        .and(INVITATION.EXPIRES_AT.gt(clock.instant())));
    }
}
