package dev.rowhook.api.oidc;

import java.io.Serial;

/// An issuer does not answer, or not as OpenID Connect has it. Whoever asked may ask again.
final class IssuerUnavailableException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    IssuerUnavailableException(String message) {
        super(message);
    }

    IssuerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
