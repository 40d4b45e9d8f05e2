package dev.rowhook.api.auth;

import dev.rowhook.api.problem.ProblemException;

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

/// Signs a request in as whoever it is found to be of. One that is nobody's goes on as it came; one
/// that is refused, or whose owner cannot be looked up, is answered at once.
public abstract class SignInFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final HandlerExceptionResolver failures;

    /// @param failures answers what fails here as it answers what fails in a controller
    protected SignInFilter(HandlerExceptionResolver failures) {
        this.failures = failures;
    }

    /// Whose request it is, if it is somebody's.
    ///
    /// @throws ProblemException if it is refused
    protected abstract Optional<? extends Authentication> authenticate(HttpServletRequest request);

    @Override
    protected final void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            authenticate(request).ifPresent(SignInFilter::signIn);
        } catch (ProblemException | DataAccessException e) {
            failures.resolveException(request, response, null, e);
            return;
        }
        chain.doFilter(request, response);
    }

    private static void signIn(Authentication authentication) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication);
        SecurityContextHolder.setContext(context);
    }

    /// The bearer token of a request. One with two Authorization headers has none.
    protected static Optional<String> bearerToken(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        return headers.size() == 1
                        && headers.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(headers.getFirst().substring(SCHEME.length()).strip())
                : Optional.empty();
    }
}
