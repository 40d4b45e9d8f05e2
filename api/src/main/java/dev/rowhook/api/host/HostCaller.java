package dev.rowhook.api.host;

import dev.rowhook.store.accounts.HostTokens.HostToken;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

import java.io.Serial;
import java.util.List;

/// The host, by one of its tokens. It is in no account.
final class HostCaller extends AbstractAuthenticationToken {
    @Serial private static final long serialVersionUID = 1L;

    private final transient HostToken token;

    HostCaller(HostToken token) {
        super(List.of());
        this.token = token;
        setAuthenticated(true);
    }

    /// The id of the token.
    String id() {
        return token.id().toString();
    }

    @Override
    public String getName() {
        return token.name();
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return token.name();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HostCaller caller && token.equals(caller.token);
    }

    @Override
    public int hashCode() {
        return token.hashCode();
    }
}
