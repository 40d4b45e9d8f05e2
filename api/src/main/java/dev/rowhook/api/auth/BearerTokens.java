package dev.rowhook.api.auth;

import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

import java.util.Optional;

/// Finds whose a bearer token is: an API token, or an access token of an issuer that is trusted.
/// Thread-safe.
@Component
class BearerTokens {
    private final Callers callers;
    private final TrustedIssuers issuers;

    BearerTokens(Callers callers, TrustedIssuers issuers) {
        this.callers = callers;
        this.issuers = issuers;
    }

    /// Whoever holds it, if it is valid now.
    Optional<? extends Authentication> authenticate(String token) {
        Optional<OpaqueToken> opaque = OpaqueToken.parse(TokenKind.API, token);
        return opaque.isPresent() ? opaque.flatMap(callers::ofToken) : issuers.authenticate(token);
    }
}
