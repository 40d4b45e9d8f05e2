package dev.rowhook.api.member;

import static dev.rowhook.store.jooq.Tables.API_TOKEN;
import static dev.rowhook.store.jooq.Tables.MEMBER;

import dev.rowhook.api.AccountChange;
import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.auth.Caller;
import dev.rowhook.api.grant.Grants;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.TokenId;
import dev.rowhook.core.UserId;
import dev.rowhook.core.access.Role;
import dev.rowhook.store.jooq.tables.records.ApiTokenRecord;
import dev.rowhook.store.jooq.tables.records.MemberRecord;

import java.util.List;

/// The members of an account, within one transaction. There is an owner at all times: whoever would
/// be the last one to go, stays.
final class Members {
    private Members() {}

    static MemberAnswer change(AccountChange change, Caller caller, String user, Role role) {
        MemberRecord row = lock(change, user);
        Grants.requireOver(caller, row.getRole());
        change.requireMatch(row.getRevision());
        if (row.getClaimedAt() != null) {
            throw ProblemException.of(
                    ProblemCode.ROLE_BY_CLAIMS,
                    "The role follows the claims of the issuer that the member signs in with.");
        }
        if (row.getRole().equals(role.code())) {
            change.nothing();
            return MemberAnswer.of(row);
        }
        requireAnotherOwner(change, row);
        AuditEntry entry = entry("member.update", row);
        MemberAnswer before = MemberAnswer.of(row);
        row.setRole(role.code());
        row.setRevision(row.getRevision() + 1);
        row.update();
        change.audit(entry.between(before, MemberAnswer.of(row)));
        return MemberAnswer.of(row);
    }

    /// @param revoke whether the tokens that the member made are revoked
    static RemovedMember remove(AccountChange change, Caller caller, String user, boolean revoke) {
        MemberRecord row = lock(change, user);
        Grants.requireOver(caller, row.getRole());
        return remove(change, row, revoke);
    }

    /// Lets the caller go.
    static RemovedMember leave(AccountChange change, boolean revoke) {
        return remove(change, lock(change, change.actor().id()), revoke);
    }

    private static RemovedMember remove(AccountChange change, MemberRecord row, boolean revoke) {
        requireAnotherOwner(change, row);
        row.delete();
        List<ApiTokenRecord> tokens =
                change.db()
                        .selectFrom(API_TOKEN)
                        .where(API_TOKEN.ACCOUNT_ID.eq(change.account().value()))
                        .and(API_TOKEN.CREATED_BY.eq(new UserId(row.getUserId()).toString()))
                        .orderBy(API_TOKEN.ID)
                        .forUpdate()
                        .fetch();
        change.audit(entry("member.remove", row).with("role", row.getRole()));
        if (revoke) {
            for (ApiTokenRecord token : tokens) {
                token.delete();
                change.audit(
                        AuditEntry.of(
                                "api_token.revoke", new TokenId(token.getId()), token.getName()));
            }
        }
        List<RemovedMember.MadeToken> made =
                tokens.stream()
                        .map(token ->
                                new RemovedMember.MadeToken(
                                        new TokenId(token.getId()).toString(), token.getName()))
                        .toList();
        return revoke ? new RemovedMember(List.of(), made) : new RemovedMember(made, List.of());
    }

    private static AuditEntry entry(String action, MemberRecord row) {
        return AuditEntry.of(action, new UserId(row.getUserId()), row.getEmail());
    }

    /// Owners hold still, so that two of them cannot go at once.
    private static void requireAnotherOwner(AccountChange change, MemberRecord row) {
        if (!row.getRole().equals(Role.OWNER.code())) {
            return;
        }
        int owners =
                change.db()
                        .selectFrom(MEMBER)
                        .where(MEMBER.ACCOUNT_ID.eq(change.account().value()))
                        .and(MEMBER.ROLE.eq(Role.OWNER.code()))
                        .orderBy(MEMBER.USER_ID)
                        .forUpdate()
                        .fetch()
                        .size();
        if (owners < 2) {
            throw ProblemException.of(
                    ProblemCode.LAST_OWNER,
                    "The account would have no owner: make another one first.");
        }
    }

    private static MemberRecord lock(AccountChange change, String user) {
        // The owners first and in order: else two who remove one another would wait for each other.
        change.db()
                .select(MEMBER.USER_ID)
                .from(MEMBER)
                .where(MEMBER.ACCOUNT_ID.eq(change.account().value()))
                .and(MEMBER.ROLE.eq(Role.OWNER.code()))
                .orderBy(MEMBER.USER_ID)
                .forUpdate()
                .fetch();
        return change.db()
                .selectFrom(MEMBER)
                .where(MEMBER.ACCOUNT_ID.eq(change.account().value()))
                .and(MEMBER.USER_ID.eq(UserId.parse(user).orElseThrow(Members::notFound).value()))
                .forUpdate()
                .fetchOptional()
                .orElseThrow(Members::notFound);
    }

    static ProblemException notFound() {
        return ProblemException.of(ProblemCode.MEMBER_NOT_FOUND);
    }
}
