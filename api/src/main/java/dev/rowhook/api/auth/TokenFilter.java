package dev.rowhook.api.auth;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.core.Authentication;
import org.springframework.web.servlet.HandlerExceptionResolver;

import java.util.Optional;

/// Signs a request in by the bearer token that it carries. One without a valid token goes on as
/// nobody's.
final class TokenFilter extends SignInFilter {
    private final BearerTokens tokens;

    /// @param failures answers what fails here as it answers what fails in a controller
    TokenFilter(BearerTokens tokens, HandlerExceptionResolver failures) {
        super(failures);
        this.tokens = tokens;
    }

    @Override
    protected Optional<? extends Authentication> authenticate(HttpServletRequest request) {
        return bearerToken(request).flatMap(tokens::authenticate);
    }
}
