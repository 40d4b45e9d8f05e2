package dev.rowhook.core.signing;

import dev.rowhook.core.secret.Secret;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A shared secret of HMAC-SHA256.
final class HmacKey extends SigningKey {
    static final String PREFIX = "whsec_";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private final Secret secret;
    private final String fingerprint;

    /// Initialised and never used itself: a copy of it is cheaper than a new one.
    private final Mac prototype;

    private HmacKey(byte[] key) {
        this.secret = Secret.of(PREFIX + Base64.getEncoder().encodeToString(key));
        this.fingerprint = fingerprint(key);
        try {
            this.prototype = Mac.getInstance(ALGORITHM);
            this.prototype.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    static HmacKey of(byte[] key) {
        return new HmacKey(key);
    }

    /// A key that somebody else made.
    static HmacKey given(byte[] key) {
        if (key.length < SHORTEST || key.length > LONGEST) {
            throw new IllegalArgumentException(
                    "a %s key has %d to %d bytes, this one has %d"
                            .formatted(PREFIX, SHORTEST, LONGEST, key.length));
        }
        return of(key);
    }

    @Override
    public SigningScheme scheme() {
        return SigningScheme.V1;
    }

    @Override
    public Secret secret() {
        return secret;
    }

    @Override
    public Optional<String> publicKey() {
        return Optional.empty();
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    byte[] sign(byte[] head, byte[] body, int offset, int length) {
        try {
            Mac mac = (Mac) prototype.clone();
            mac.update(head);
            mac.update(body, offset, length);
            return mac.doFinal();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(
                    "this platform's %s has no copies".formatted(ALGORITHM), e);
        }
    }
}
