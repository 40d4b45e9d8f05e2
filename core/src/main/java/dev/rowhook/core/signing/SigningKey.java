package dev.rowhook.core.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.text.Sha256;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// A key that signs requests. Immutable and thread-safe; its `toString` tells nobody how to sign.
public abstract sealed class SigningKey permits HmacKey, Ed25519Key {
    private static final int FINGERPRINT_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// A new random key.
    public static SigningKey generate(SigningScheme scheme) {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        return switch (scheme) {
            case V1 -> HmacKey.of(random);
            case V1A -> Ed25519Key.ofSeed(random);
        };
    }

    /// The key that a text writes: `whsec_` and 24 to 64 bytes in base 64, or `whsk_` and the 32
    /// bytes of an Ed25519 seed, which its public key may follow.
    ///
    /// @throws IllegalArgumentException if it is none of these; the message says why, and nothing
    ///   of the key
    public static SigningKey parse(Secret secret) {
        String text = secret.reveal();
        if (text.startsWith(HmacKey.PREFIX)) {
            return HmacKey.given(decode(HmacKey.PREFIX, text));
        }
        if (text.startsWith(Ed25519Key.PREFIX)) {
            return Ed25519Key.given(decode(Ed25519Key.PREFIX, text));
        }
        throw new IllegalArgumentException("a signing key begins with whsec_ or whsk_");
    }

    private static byte[] decode(String prefix, String text) {
        try {
            return Base64.getDecoder().decode(text.substring(prefix.length()));
        } catch (IllegalArgumentException e) {
            // The decoder's message quotes a character.
            throw new IllegalArgumentException("what follows %s is not base 64".formatted(prefix));
        }
    }

    /// How it signs.
    public abstract SigningScheme scheme();

    /// The key as [#parse] reads it.
    public abstract Secret secret();

    /// What a receiver checks signatures with, `whpk_` and base 64, if that is not the secret.
    public abstract Optional<String> publicKey();

    /// A short text by which people tell keys apart: `v1:` or `v1a:` and 16 hexadecimal digits.
    public abstract String fingerprint();

    /// Signs a head and the part of an array that follows it.
    abstract byte[] sign(byte[] head, byte[] body, int offset, int length);

    final String fingerprint(byte[] material) {
        MessageDigest digest = Sha256.digest();
        digest.update(("rowhook signing key " + scheme().code() + "\n").getBytes(US_ASCII));
        byte[] hash = digest.digest(material);
        return scheme().code()
                + ":"
                + HexFormat.of().formatHex(Arrays.copyOf(hash, FINGERPRINT_BYTES));
    }

    @Override
    public final String toString() {
        return "signing key " + fingerprint();
    }
}
