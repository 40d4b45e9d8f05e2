package dev.rowhook.core.token;

import dev.rowhook.core.text.Sha256;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/// A token that we make: the letters of its kind, such as `rhk_`, 32 random bytes in 43 digits of
/// base 62, and a checksum of all that in six digits, by which scanners of leaks know it and a
/// mistyped one is told without a look-up.
///
/// It is a secret: stored is its hash only, and `toString` is a mask.
public final class OpaqueToken {
    private static final int PREFIX_LENGTH = 4;
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
    private static final int RANDOM_BYTES = 32;
    private static final int RANDOM_DIGITS = 43;
    private static final int CHECKSUM_DIGITS = 6;
    private static final int LENGTH = PREFIX_LENGTH + RANDOM_DIGITS + CHECKSUM_DIGITS;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private OpaqueToken(String text) {
        this.text = text;
    }

    /// A new token.
    public static OpaqueToken create(TokenKind kind) {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return of(kind, bytes);
    }

    static OpaqueToken of(TokenKind kind, byte[] bytes) {
        String body = kind.prefix() + digits(new BigInteger(1, bytes), RANDOM_DIGITS);
        return new OpaqueToken(body + checksum(body));
    }

    /// The token of this kind that `text` writes, if it writes one.
    public static Optional<OpaqueToken> parse(TokenKind kind, String text) {
        if (text.length() != LENGTH || !text.startsWith(kind.prefix())) {
            return Optional.empty();
        }
        String body = text.substring(0, LENGTH - CHECKSUM_DIGITS);
        boolean allDigits =
                body.substring(PREFIX_LENGTH).chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
        return allDigits && text.endsWith(checksum(body))
                ? Optional.of(new OpaqueToken(text))
                : Optional.empty();
    }

    /// The token itself, for whoever sends it or shows it once.
    public String reveal() {
        return text;
    }

    /// SHA-256 of the token: what is stored and looked up.
    public byte[] hash() {
        return Sha256.of(text);
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return digits(BigInteger.valueOf(crc.getValue()), CHECKSUM_DIGITS);
    }

    private static String digits(BigInteger number, int length) {
        char[] digits = new char[length];
        BigInteger rest = number;
        for (int i = length - 1; i >= 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            digits[i] = DIGITS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        return new String(digits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OpaqueToken token && MessageDigest.isEqual(hash(), token.hash());
    }

    @Override
    public int hashCode() {
        return OpaqueToken.class.hashCode();
    }

    @Override
    public String toString() {
        return text.substring(0, PREFIX_LENGTH) + "••••••••";
    }
}
