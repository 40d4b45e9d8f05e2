package dev.rowhook.api.auth;

import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jooq.exception.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Signs a request in by the bearer token that it carries: an API token, or an access token of an
/// issuer that is trusted. One without a valid token goes on as nobody's.
final class TokenFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final Callers callers;
    private final TrustedIssuers issuers;
    private final HandlerExceptionResolver failures;

    /// @param failures answers what fails here as it answers what fails in a controller
    TokenFilter(Callers callers, TrustedIssuers issuers, HandlerExceptionResolver failures) {
        this.callers = callers;
        this.issuers = issuers;
        this.failures = failures;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            token(request).flatMap(this::authenticate).ifPresent(TokenFilter::signIn);
        } catch (DataAccessException e) {
            failures.resolveException(request, response, null, e);
            return;
        }
        chain.doFilter(request, response);
    }

    private Optional<Authentication> authenticate(String token) {
        Optional<OpaqueToken> opaque = OpaqueToken.parse(TokenKind.API, token);
        return opaque.isPresent()
                ? opaque.flatMap(callers::ofToken).map(Authentication.class::cast)
                : issuers.authenticate(token);
    }

    private static void signIn(Authentication authentication) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication);
        SecurityContextHolder.setContext(context);
    }

    /// A request with two Authorization headers has no token.
    private static Optional<String> token(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        return headers.size() == 1 && startsWithScheme(headers.getFirst())
                ? Optional.of(headers.getFirst().substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private static boolean startsWithScheme(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }
}
