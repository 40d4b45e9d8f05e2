package dev.rowhook.api.auth;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.TokenId;
import dev.rowhook.core.token.ApiToken;

import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Repository;

import java.util.Optional;
import java.util.UUID;

/// Finds whose token it is, by its hash, before any account is known.
@Repository
class Tokens {
    private final DSLContext api;

    Tokens(@Qualifier("apiDsl") DSLContext api) {
        this.api = api;
    }

    Optional<Caller> caller(ApiToken token) {
        return api.fetchOptional(
                        "select account_id, token_id from rowhook.token_account(?)", token.hash())
                .map(row ->
                        new Caller(
                                new AccountId(row.get("account_id", UUID.class)),
                                new TokenId(row.get("token_id", UUID.class))));
    }
}
