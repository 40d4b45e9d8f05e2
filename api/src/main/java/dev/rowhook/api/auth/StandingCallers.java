package dev.rowhook.api.auth;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

import java.util.Optional;
import java.util.function.Supplier;

/// Keeps hold of whoever makes a request that takes long, so that it can end when they may not have
/// its answer any more. Thread-safe.
@Component
public class StandingCallers {
    private final BearerTokens tokens;
    private final StandingSessions sessions;
    private final Callers callers;

    StandingCallers(BearerTokens tokens, StandingSessions sessions, Callers callers) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.callers = callers;
    }

    /// The one who makes this request.
    public Standing of(HttpServletRequest request) {
        Optional<String> account = AccountFilter.named(request);
        Supplier<? extends Optional<? extends Authentication>> known =
                SignInFilter.bearerToken(request)
                        .<Supplier<? extends Optional<? extends Authentication>>>map(
                                token -> () -> tokens.authenticate(token))
                        .orElseGet(() -> sessions.of(request));
        return () -> known.get().flatMap(one -> caller(one, account));
    }

    private Optional<Caller> caller(Authentication known, Optional<String> account) {
        return switch (known) {
            case Caller machine -> Optional.of(machine);
            case SignedInUser user -> Optional.of(callers.ofUser(user, account));
            default -> Optional.empty();
        };
    }
}
