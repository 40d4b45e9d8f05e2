package dev.rowhook.api.auth;

import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerExceptionResolver;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Makes the [Caller] of a request of a user who signed in: in the account that the header
/// `Rowhook-Account` names. A machine may name the one that it is of, and no other. Below `/v1/me`
/// no account is meant.
final class AccountFilter extends SignInFilter {
    private static final String HEADER = "Rowhook-Account";

    private final Callers callers;

    /// @param failures answers what fails here as it answers what fails in a controller
    AccountFilter(Callers callers, HandlerExceptionResolver failures) {
        super(failures);
        this.callers = callers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return path.equals("/v1/me")
                || path.startsWith("/v1/me/")
                || path.equals("/v1/openapi.json");
    }

    @Override
    protected Optional<? extends Authentication> authenticate(HttpServletRequest request) {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        if (known instanceof SignedInUser user) {
            return Optional.of(callers.ofUser(user, named(request)));
        }
        if (known instanceof Caller machine) {
            requireOwn(machine, named(request));
        }
        return Optional.empty();
    }

    /// What the header says. Two of them name no account, whichever others look at.
    static Optional<String> named(HttpServletRequest request) {
        List<String> names = Collections.list(request.getHeaders(HEADER));
        if (names.size() > 1) {
            throw ProblemException.of(
                    ProblemCode.ACCOUNT_REQUIRED,
                    "Name one account in one header Rowhook-Account.");
        }
        return names.stream().findFirst();
    }

    private static void requireOwn(Caller machine, Optional<String> account) {
        if (account.filter(name -> !name.equals(machine.account().toString())).isPresent()) {
            throw ProblemException.of(ProblemCode.ACCOUNT_NOT_FOUND);
        }
    }
}
