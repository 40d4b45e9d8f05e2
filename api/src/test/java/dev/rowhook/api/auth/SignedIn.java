package dev.rowhook.api.auth;

import dev.rowhook.core.token.OpaqueToken;

import org.springframework.security.core.context.SecurityContextHolder;

/// Signs the test's own thread in, as the filters of a request do.
public final class SignedIn {
    private SignedIn() {}

    /// As whoever holds the token.
    public static void as(Callers callers, OpaqueToken token) {
        SecurityContextHolder.getContext().setAuthentication(callers.ofToken(token).orElseThrow());
    }
}
