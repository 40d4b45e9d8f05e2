package dev.rowhook.api.auth;

import dev.rowhook.core.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

import java.io.Serial;
import java.util.List;
import java.util.UUID;

/// A person who signed in, before an account is chosen. It carries no role: membership is read for
/// each request. A session may keep it.
public final class SignedInUser extends AbstractAuthenticationToken {
    @Serial private static final long serialVersionUID = 1L;

    private final UUID user;
    private final String email;

    /// Signed in as `user`, who is shown as `email`.
    public SignedInUser(UserId user, String email) {
        super(List.of());
        this.user = user.value();
        this.email = email;
        setAuthenticated(true);
    }

    /// Who it is.
    public UserId user() {
        return new UserId(user);
    }

    /// How the person is named to others.
    public String email() {
        return email;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return user().toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedInUser signedIn && user.equals(signedIn.user);
    }

    @Override
    public int hashCode() {
        return user.hashCode();
    }
}
