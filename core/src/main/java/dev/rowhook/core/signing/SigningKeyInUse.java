package dev.rowhook.core.signing;

import java.time.Instant;
import java.util.Optional;

/// A key, and when it stops signing if it does.
public record SigningKeyInUse(SigningKey key, Optional<Instant> expiresAt) {

    /// Whether it still signs at a time, in seconds since 1970.
    boolean signsAt(long unixSeconds) {
        return expiresAt.isEmpty() || unixSeconds < expiresAt.get().getEpochSecond();
    }
}
