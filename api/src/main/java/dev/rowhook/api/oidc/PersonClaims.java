package dev.rowhook.api.oidc;

import java.util.Map;
import java.util.Optional;

/// How an issuer calls a person.
///
/// @param email an address that the issuer does not deny, or else the name of a log-in
record PersonClaims(String subject, String email, String name) {
    private static final int LENGTH = 254;

    static PersonClaims of(String subject, Map<String, ?> claims) {
        String login = text(claims, "preferred_username").orElse(subject);
        boolean denied = Boolean.FALSE.equals(claims.get("email_verified"));
        String email = denied ? login : text(claims, "email").orElse(login);
        return new PersonClaims(subject, email, text(claims, "name").orElse(login));
    }

    private static Optional<String> text(Map<String, ?> claims, String name) {
        return claims.get(name) instanceof String text && !text.isBlank()
                ? Optional.of(text.strip().substring(0, Math.min(text.strip().length(), LENGTH)))
                : Optional.empty();
    }
}
