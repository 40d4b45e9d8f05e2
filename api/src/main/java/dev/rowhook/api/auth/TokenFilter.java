package dev.rowhook.api.auth;

import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.core.Authentication;
import org.springframework.web.servlet.HandlerExceptionResolver;

import java.util.Optional;

/// Signs a request in by the bearer token that it carries: an API token, or an access token of an
/// issuer that is trusted. One without a valid token goes on as nobody's.
final class TokenFilter extends SignInFilter {
    private final Callers callers;
    private final TrustedIssuers issuers;

    /// @param failures answers what fails here as it answers what fails in a controller
    TokenFilter(Callers callers, TrustedIssuers issuers, HandlerExceptionResolver failures) {
        super(failures);
        this.callers = callers;
        this.issuers = issuers;
    }

    @Override
    protected Optional<? extends Authentication> authenticate(HttpServletRequest request) {
        return bearerToken(request).flatMap(this::authenticate);
    }

    private Optional<? extends Authentication> authenticate(String token) {
        Optional<OpaqueToken> opaque = OpaqueToken.parse(TokenKind.API, token);
        return opaque.isPresent() ? opaque.flatMap(callers::ofToken) : issuers.authenticate(token);
    }
}
