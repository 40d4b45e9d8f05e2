package dev.rowhook.api.auth;

import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.ClientId;
import dev.rowhook.core.TokenId;
import dev.rowhook.core.access.Role;
import dev.rowhook.core.access.Scopes;
import dev.rowhook.core.token.OpaqueToken;

import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Repository;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Finds in which account someone asks, and what they may do there, before any account is known. Of
/// roles, scopes and suspended accounts each request sees what holds now.
///
/// Thread-safe.
@Repository
public class Callers {
    private final DSLContext api;
    private final NotedUses uses;

    Callers(@Qualifier("apiDsl") DSLContext api, NotedUses uses) {
        this.api = api;
        this.uses = uses;
    }

    /// Whoever holds an API token, if it is one and has not expired.
    Optional<Caller> ofToken(OpaqueToken token) {
        return api.fetchOptional("select * from rowhook.token_account(?)", token.hash())
                .map(row -> {
                    TokenId id = new TokenId(row.get("token_id", UUID.class));
                    uses.note(id);
                    return machine(row, Actor.Kind.TOKEN, id.toString());
                });
    }

    /// A client that proved to be this one, if it still exists.
    public Optional<Caller> ofClient(ClientId id) {
        return api.fetchOptional("select * from rowhook.client_account(?)", id.value())
                .map(row -> {
                    uses.note(id);
                    return machine(row, Actor.Kind.CLIENT, id.toString());
                });
    }

    private static Caller machine(Record row, Actor.Kind kind, String id) {
        return new Caller(
                new AccountId(row.get("account_id", UUID.class)),
                new Actor(kind, id, row.get("name", String.class)),
                Scopes.permissions(List.of(row.get("scopes", String[].class))),
                isSuspended(row));
    }

    /// A user in the account that the request names; a user of one account need not name it.
    ///
    /// @throws ProblemException if the user is not in that account, in none, or in several and
    ///   names none
    Caller ofUser(SignedInUser user, Optional<String> account) {
        List<Membership> memberships = memberships(user);
        if (account.isPresent()) {
            return memberships.stream()
                    .filter(membership -> membership.account().toString().equals(account.get()))
                    .findFirst()
                    .map(membership -> caller(user, membership))
                    .orElseThrow(() -> ProblemException.of(ProblemCode.ACCOUNT_NOT_FOUND));
        }
        return switch (memberships.size()) {
            case 0 ->
                    throw ProblemException.of(
                            ProblemCode.NO_ACCOUNT,
                            "You are in no account: ask for an invitation.");
            case 1 -> caller(user, memberships.getFirst());
            default ->
                    throw ProblemException.of(
                            ProblemCode.ACCOUNT_REQUIRED,
                            "You are in several accounts: name one in the header Rowhook-Account.");
        };
    }

    /// The accounts of a user.
    public List<Membership> memberships(SignedInUser user) {
        return api.fetch("select * from rowhook.memberships(?)", user.user().value())
                .map(row ->
                        new Membership(
                                new AccountId(row.get("account_id", UUID.class)),
                                row.get("account_name", String.class),
                                row.get("role", String.class),
                                isSuspended(row)));
    }

    private static Caller caller(SignedInUser user, Membership membership) {
        return new Caller(
                membership.account(),
                new Actor(Actor.Kind.USER, user.user().toString(), user.email()),
                Role.parse(membership.role()).map(Role::permissions).orElse(Set.of()),
                membership.suspended());
    }

    private static boolean isSuspended(Record row) {
        return !"active".equals(row.get("status", String.class));
    }
}
