package dev.rowhook.api.endpoint;

import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.signing.SigningKey;
import dev.rowhook.core.signing.SigningScheme;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// A request for a new key.
///
/// @param made whether Rowhook made it, and has to show it
/// @param overlap how long those of its scheme that there are go on signing
record NewSigningKey(SigningKey key, boolean made, Duration overlap) {
    private static final int MAX_LENGTH = 200;

    static NewSigningKey read(Fields fields) {
        Supplier<SigningScheme> scheme =
                fields.optional(
                        "scheme",
                        Readers.oneOf("v1", "v1a")
                                .then(code -> SigningScheme.of(code).orElseThrow()),
                        SigningScheme.V1);
        Supplier<Optional<SigningKey>> own =
                fields.optional("secret", Readers.secret(MAX_LENGTH).then(NewSigningKey::parse));
        Supplier<Duration> overlap =
                fields.optional(
                        "overlap",
                        Readers.duration(Duration.ZERO, Duration.ofDays(7)),
                        Duration.ofDays(1));
        if (fields.isFine() && own.get().stream().anyMatch(key -> key.scheme() != scheme.get())) {
            fields.refuse("secret", "invalid_key", "The key is of another scheme.");
        }
        fields.end();
        return new NewSigningKey(
                own.get().orElseGet(() -> SigningKey.generate(scheme.get())),
                own.get().isEmpty(),
                overlap.get());
    }

    private static SigningKey parse(Secret secret) throws InvalidFieldException {
        try {
            return SigningKey.parse(secret);
        } catch (IllegalArgumentException e) {
            throw new InvalidFieldException("invalid_key", String.valueOf(e.getMessage()) + ".");
        }
    }
}
