package dev.rowhook.api.auth;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.TokenId;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

import java.util.List;

/// Whoever holds a token that was looked up. It keeps the token's id and not the token.
final class Caller extends AbstractAuthenticationToken {
    private final AccountId account;
    private final TokenId token;

    Caller(AccountId account, TokenId token) {
        super(List.of());
        this.account = account;
        this.token = token;
        setAuthenticated(true);
    }

    AccountId account() {
        return account;
    }

    TokenId token() {
        return token;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return token;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Caller caller
                && account.equals(caller.account)
                && token.equals(caller.token);
    }

    @Override
    public int hashCode() {
        return token.hashCode();
    }
}
