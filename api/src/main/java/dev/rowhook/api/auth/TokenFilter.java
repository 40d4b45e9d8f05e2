package dev.rowhook.api.auth;

import dev.rowhook.core.token.ApiToken;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Signs a request in by the bearer token that it carries. One without a valid token goes on as
/// nobody's.
final class TokenFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final Tokens tokens;

    TokenFilter(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        token(request).flatMap(tokens::caller).ifPresent(TokenFilter::signIn);
        chain.doFilter(request, response);
    }

    private static void signIn(Caller caller) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(caller);
        SecurityContextHolder.setContext(context);
    }

    /// A request with two Authorization headers has no token.
    private static Optional<ApiToken> token(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        return headers.size() == 1 && startsWithScheme(headers.getFirst())
                ? ApiToken.parse(headers.getFirst().substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private static boolean startsWithScheme(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }
}
