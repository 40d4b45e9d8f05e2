package dev.rowhook.api.host;

import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;
import dev.rowhook.store.accounts.HostTokens;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jooq.exception.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Signs a request in by the host token that it carries. One without goes on as nobody's.
final class HostTokenFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final HostTokens tokens;
    private final HandlerExceptionResolver failures;

    /// @param failures answers what fails here as it answers what fails in a controller
    HostTokenFilter(HostTokens tokens, HandlerExceptionResolver failures) {
        this.tokens = tokens;
        this.failures = failures;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            token(request).flatMap(tokens::find).ifPresent(token -> signIn(new HostCaller(token)));
        } catch (DataAccessException e) {
            failures.resolveException(request, response, null, e);
            return;
        }
        chain.doFilter(request, response);
    }

    private static void signIn(HostCaller caller) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(caller);
        SecurityContextHolder.setContext(context);
    }

    /// A request with two Authorization headers has no token.
    private static Optional<OpaqueToken> token(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        return headers.size() == 1
                        && headers.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? OpaqueToken.parse(
                        TokenKind.HOST, headers.getFirst().substring(SCHEME.length()).strip())
                : Optional.empty();
    }
}
