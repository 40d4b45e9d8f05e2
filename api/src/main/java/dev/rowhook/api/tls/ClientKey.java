package dev.rowhook.api.tls;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.tls.KeyPairs;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
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
            return Optional.of(KeyPairs.belongTogether(privateKey, publicKey));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }
}
