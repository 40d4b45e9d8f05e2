package dev.rowhook.api.auth;

import jakarta.servlet.http.HttpServletRequest;

import java.util.Optional;
import java.util.function.Supplier;

/// Looks up the sessions of requests that take long.
public interface StandingSessions {
    /// Who is signed in by the session of a request: each time anew, which does not count as a use
    /// of the session.
    Supplier<Optional<SignedInUser>> of(HttpServletRequest request);
}
