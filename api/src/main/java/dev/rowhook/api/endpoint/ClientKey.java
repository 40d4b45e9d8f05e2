package dev.rowhook.api.endpoint;

import dev.rowhook.core.secret.Secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Private keys in PEM, by PKCS #8 and not encrypted: RSA, EC, Ed25519.
final class ClientKey {
    private static final Pattern PEM =
            Pattern.compile(
                    "\\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE"
                            + " KEY-----\\s*");
    private static final byte[] PROBE = "rowhook".getBytes(StandardCharsets.US_ASCII);

    private ClientKey() {}

    /// Whether the key is that of the certificate; empty if it is no key at all.
    static Optional<Boolean> matches(Secret key, X509Certificate certificate) {
        Matcher matcher = PEM.matcher(key.reveal());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        PublicKey publicKey = certificate.getPublicKey();
        PKCS8EncodedKeySpec encoded;
        try {
            encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        try {
            PrivateKey privateKey =
                    KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(encoded);
            return Optional.of(isPair(privateKey, publicKey));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    private static boolean isPair(PrivateKey privateKey, PublicKey publicKey)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm(publicKey));
        signature.initSign(privateKey);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(PROBE);
        return signature.verify(signed);
    }

    private static String algorithm(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }
}
