package dev.rowhook.api.token;

import static dev.rowhook.store.jooq.Tables.API_TOKEN;

import dev.rowhook.api.AccountChange;
import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.Page;
import dev.rowhook.api.auth.Caller;
import dev.rowhook.api.grant.Grants;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.TokenId;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;
import dev.rowhook.store.jooq.tables.records.ApiTokenRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The tokens of an account, within one transaction. A method that takes an id throws a 404 where
/// it means nothing.
final class ApiTokens {
    private ApiTokens() {}

    static TokenAnswer find(DSLContext db, AccountId account, String id) {
        return db.selectFrom(API_TOKEN)
                .where(isMeant(account, id))
                .fetchOptional(TokenAnswer::of)
                .orElseThrow(ApiTokens::notFound);
    }

    static TokenAnswer create(
            AccountChange change, String name, List<String> scopes, Optional<Instant> expiresAt) {
        Page.requireRoom(change.db(), API_TOKEN);
        TokenAnswer created = insert(change, name, scopes, expiresAt);
        change.audit(
                AuditEntry.of("api_token.create", created.id(), name)
                        .with("scopes", scopes)
                        .with("expires_at", expiresAt.map(Instant::toString)));
        return created;
    }

    /// Makes a token that may do the same for as long again, and lets the one that it follows go on
    /// for a while.
    static TokenAnswer rotate(
            AccountChange change, Caller caller, String id, Duration overlap, Instant now) {
        ApiTokenRecord old = lock(change, id);
        List<String> scopes = List.of(old.getScopes());
        Grants.requireHeld(caller, scopes);
        if (old.getRotatedTo() != null) {
            throw ProblemException.of(
                    ProblemCode.ROTATED_ALREADY, "Another token took its place: rotate that one.");
        }
        Optional<Instant> expires = Optional.ofNullable(old.getExpiresAt());
        if (expires.filter(at -> !at.isAfter(now)).isPresent()) {
            throw ProblemException.of(
                    ProblemCode.EXPIRED, "The token has expired: make a new one.");
        }
        Page.requireRoom(change.db(), API_TOKEN);
        TokenAnswer next =
                insert(
                        change,
                        old.getName(),
                        scopes,
                        expires.map(at -> now.plus(Duration.between(old.getCreatedAt(), at))));
        Instant end = now.plus(overlap);
        change.db()
                .update(API_TOKEN)
                .set(API_TOKEN.ROTATED_TO, TokenId.parse(next.id()).orElseThrow().value())
                .set(API_TOKEN.EXPIRES_AT, expires.filter(at -> at.isBefore(end)).orElse(end))
                .where(isMeant(change.account(), id))
                .execute();
        change.audit(
                AuditEntry.of("api_token.rotate", id, old.getName())
                        .with("rotated_to", next.id())
                        .with("expires_at", end.toString()));
        return next;
    }

    static void revoke(AccountChange change, Caller caller, String id) {
        ApiTokenRecord row = lock(change, id);
        Grants.requireHeld(caller, List.of(row.getScopes()));
        row.delete();
        change.audit(AuditEntry.of("api_token.revoke", id, row.getName()));
    }

    private static TokenAnswer insert(
            AccountChange change, String name, List<String> scopes, Optional<Instant> expiresAt) {
        OpaqueToken token = OpaqueToken.create(TokenKind.API);
        ApiTokenRecord row = API_TOKEN.newRecord();
        row.setAccountId(change.account().value());
        row.setId(TokenId.create().value());
        row.setName(name);
        row.setHash(token.hash());
        row.setScopes(scopes.toArray(String[]::new));
        row.setCreatedBy(change.actor().id());
        row.setExpiresAt(expiresAt.orElse(null));
        return TokenAnswer.of(change.db().insertInto(API_TOKEN).set(row).returning().fetchSingle())
                .with(token);
    }

    private static ApiTokenRecord lock(AccountChange change, String id) {
        return change.db()
                .selectFrom(API_TOKEN)
                .where(isMeant(change.account(), id))
                .forUpdate()
                .fetchOptional()
                .orElseThrow(ApiTokens::notFound);
    }

    private static Condition isMeant(AccountId account, String id) {
        return API_TOKEN
                .ACCOUNT_ID
                .eq(account.value())
                .and(API_TOKEN.ID.eq(TokenId.parse(id).orElseThrow(ApiTokens::notFound).value()));
    }

    private static ProblemException notFound() {
        return ProblemException.of(ProblemCode.API_TOKEN_NOT_FOUND);
    }
}
