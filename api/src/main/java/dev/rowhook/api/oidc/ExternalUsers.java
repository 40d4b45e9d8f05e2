package dev.rowhook.api.oidc;

import dev.rowhook.api.signin.user.AppUser;
import dev.rowhook.api.signin.user.Users;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.UserId;
import dev.rowhook.core.access.Role;

import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// The people for whom external issuers vouch: made when they come for the first time, and members
/// of what their claims say.
///
/// What a token says is written once, however often it is used; whether its user may still come in
/// is looked up each time. Thread-safe.
@Component
class ExternalUsers {
    private static final int TOKENS = 10_000;

    private final Users users;
    private final DSLContext identity;
    private final RecentTokens<UserId> known = new RecentTokens<>(TOKENS);

    ExternalUsers(Users users, @Qualifier("identityDsl") DSLContext identity) {
        this.users = users;
        this.identity = identity;
    }

    /// Whom a verified token is about; empty if the user is disabled.
    Optional<AppUser> of(OidcIssuer issuer, Jwt token) {
        Optional<UserId> seen = known.find(token.getTokenValue());
        if (seen.isPresent()) {
            return users.find(seen.get());
        }
        Optional<AppUser> user = signIn(issuer, token);
        user.ifPresent(known -> this.known.put(token.getTokenValue(), known.id()));
        return user;
    }

    /// As [#of], for a token that is seen once.
    Optional<AppUser> signIn(OidcIssuer issuer, Jwt token) {
        PersonClaims person =
                PersonClaims.of(
                        Objects.requireNonNull(token.getSubject(), "verified"), token.getClaims());
        Optional<AppUser> user =
                users.ofIssuer(issuer.issuer(), person.subject(), person.email(), person.name());
        if (!issuer.roles().isEmpty()) {
            user.ifPresent(found ->
                    claim(
                            found,
                            Objects.requireNonNull(token.getIssuedAt(), "verified"),
                            ClaimedRoles.of(token.getClaims(), issuer.roles())));
        }
        return user;
    }

    /// What an older token says than the last one is passed over.
    private void claim(AppUser user, Instant issued, Map<AccountId, Role> roles) {
        identity.transaction(transaction -> {
            DSLContext db = transaction.dsl();
            int isNewest =
                    db.execute(
                            """
                            update rowhook_identity.app_user set claimed_at = ?::timestamptz
                            where id = ? and (claimed_at is null or claimed_at <= ?::timestamptz)
                            """,
                            issued.atOffset(ZoneOffset.UTC),
                            user.id().value(),
                            issued.atOffset(ZoneOffset.UTC));
            if (isNewest == 1) {
                write(db, user, issued, roles);
            }
        });
    }

    private static void write(
            DSLContext db, AppUser user, Instant issued, Map<AccountId, Role> roles) {
        List<AccountId> accounts = List.copyOf(roles.keySet());
        db.fetch(
                "select rowhook.claim_memberships(?, ?, ?, ?::timestamptz, ?::uuid[], ?::text[])",
                user.id().value(),
                user.email(),
                user.name(),
                issued.atOffset(ZoneOffset.UTC),
                accounts.stream().map(AccountId::value).toArray(UUID[]::new),
                accounts.stream()
                        .map(account -> Objects.requireNonNull(roles.get(account)).code())
                        .toArray(String[]::new));
    }
}
