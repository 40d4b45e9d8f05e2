package dev.rowhook.api.page;

import dev.rowhook.api.auth.SignedInUser;

import org.springframework.security.core.context.SecurityContextHolder;

import java.util.Optional;

/// Who looks at a page.
final class Visitor {
    private Visitor() {}

    /// The person, if they are signed in.
    static Optional<SignedInUser> signedIn() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof SignedInUser user
                ? Optional.of(user)
                : Optional.empty();
    }
}
