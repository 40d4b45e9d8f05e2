package dev.rowhook.core.signing;

import dev.rowhook.core.secret.Secret;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// A pair of Ed25519 keys, written as its seed and its public key.
final class Ed25519Key extends SigningKey {
    static final String PREFIX = "whsk_";

    private static final String PUBLIC_PREFIX = "whpk_";
    private static final int SEED_BYTES = Ed25519.SECRET_KEY_SIZE;
    private static final int PUBLIC_BYTES = Ed25519.PUBLIC_KEY_SIZE;

    private final byte[] seed;
    private final byte[] publicKey;
    private final String fingerprint;

    private Ed25519Key(byte[] seed) {
        this.seed = seed;
        this.publicKey = new byte[PUBLIC_BYTES];
        Ed25519.generatePublicKey(seed, 0, publicKey, 0);
        this.fingerprint = fingerprint(publicKey);
    }

    static Ed25519Key ofSeed(byte[] seed) {
        return new Ed25519Key(seed);
    }

    /// A key that somebody else made.
    static Ed25519Key given(byte[] bytes) {
        if (bytes.length != SEED_BYTES && bytes.length != SEED_BYTES + PUBLIC_BYTES) {
            throw new IllegalArgumentException(
                    "a %s key has 32 or 64 bytes, this one has %d".formatted(PREFIX, bytes.length));
        }
        Ed25519Key key = new Ed25519Key(Arrays.copyOf(bytes, SEED_BYTES));
        byte[] claimed = Arrays.copyOfRange(bytes, SEED_BYTES, bytes.length);
        if (claimed.length > 0 && !MessageDigest.isEqual(claimed, key.publicKey)) {
            throw new IllegalArgumentException(
                    "the last 32 bytes of the %s key are not its public key".formatted(PREFIX));
        }
        return key;
    }

    @Override
    public SigningScheme scheme() {
        return SigningScheme.V1A;
    }

    @Override
    public Secret secret() {
        byte[] both = Arrays.copyOf(seed, SEED_BYTES + PUBLIC_BYTES);
        System.arraycopy(publicKey, 0, both, SEED_BYTES, PUBLIC_BYTES);
        return Secret.of(PREFIX + Base64.getEncoder().encodeToString(both));
    }

    @Override
    public Optional<String> publicKey() {
        return Optional.of(PUBLIC_PREFIX + Base64.getEncoder().encodeToString(publicKey));
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    /// The algorithm goes over the message twice, so it wants it in one piece.
    @Override
    byte[] sign(byte[] head, byte[] body, int offset, int length) {
        byte[] message = Arrays.copyOf(head, head.length + length);
        System.arraycopy(body, offset, message, head.length, length);
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
        return signature;
    }
}
