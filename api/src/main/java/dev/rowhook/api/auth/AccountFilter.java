package dev.rowhook.api.auth;

import dev.rowhook.api.problem.ProblemException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jooq.exception.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Makes the [Caller] of a request of a user who signed in: in the account that the header
/// `Rowhook-Account` names. A machine may name the one that it is of, and no other. Below `/v1/me`
/// no account is meant.
final class AccountFilter extends OncePerRequestFilter {
    private static final String HEADER = "Rowhook-Account";

    private final Callers callers;
    private final HandlerExceptionResolver failures;

    /// @param failures answers what fails here as it answers what fails in a controller
    AccountFilter(Callers callers, HandlerExceptionResolver failures) {
        this.callers = callers;
        this.failures = failures;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return path.equals("/v1/me") || path.startsWith("/v1/me/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        try {
            if (authentication instanceof SignedInUser user) {
                SecurityContext context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(callers.ofUser(user, named(request)));
                SecurityContextHolder.setContext(context);
            } else if (authentication instanceof Caller machine) {
                requireOwn(machine, named(request));
            }
        } catch (ProblemException | DataAccessException e) {
            failures.resolveException(request, response, null, e);
            return;
        }
        chain.doFilter(request, response);
    }

    /// What the header says. Two of them name no account, whichever others look at.
    private static Optional<String> named(HttpServletRequest request) {
        List<String> names = Collections.list(request.getHeaders(HEADER));
        if (names.size() > 1) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "account_required",
                    "Name one account in one header Rowhook-Account.");
        }
        return names.stream().findFirst();
    }

    private static void requireOwn(Caller machine, Optional<String> account) {
        if (account.filter(name -> !name.equals(machine.account().toString())).isPresent()) {
            throw ProblemException.notFound("account");
        }
    }
}
