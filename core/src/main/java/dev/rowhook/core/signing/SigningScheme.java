package dev.rowhook.core.signing;

import java.util.Optional;

/// How a request is signed.
public enum SigningScheme {
    /// HMAC-SHA256: the receiver has the same secret.
    V1("v1"),
    /// Ed25519: the receiver has a public key.
    V1A("v1a");

    private final String code;

    SigningScheme(String code) {
        this.code = code;
    }

    /// What stands before a signature in `webhook-signature`.
    public String code() {
        return code;
    }

    /// The scheme of a code; empty if there is none.
    public static Optional<SigningScheme> of(String code) {
        for (SigningScheme scheme : values()) {
            if (scheme.code.equals(code)) {
                return Optional.of(scheme);
            }
        }
        return Optional.empty();
    }
}
