package dev.rowhook.api.auth;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

import java.io.IOException;

/// Answers a request whose session could not be read as one that failed in a controller.
public final class StoreFailureFilter extends OncePerRequestFilter {
    private final HandlerExceptionResolver failures;

    /// @param failures answers what fails here as it answers what fails in a controller
    public StoreFailureFilter(HandlerExceptionResolver failures) {
        this.failures = failures;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (org.jooq.exception.DataAccessException
                | org.springframework.dao.DataAccessException e) {
            if (response.isCommitted()) {
                throw e;
            }
            failures.resolveException(request, response, null, e);
        }
    }
}
