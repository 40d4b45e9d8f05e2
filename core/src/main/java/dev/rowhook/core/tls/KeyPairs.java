package dev.rowhook.core.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/// Finds out by a signature whether two keys are a pair: RSA, EC, and what signs by the name of its
/// own algorithm, such as Ed25519.
public final class KeyPairs {
    private static final byte[] PROBE = "rowhook".getBytes(StandardCharsets.US_ASCII);

    private KeyPairs() {}

    /// @throws GeneralSecurityException if one of them is of no use
    public static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey)
            throws GeneralSecurityException {
        if (!privateKey.getAlgorithm().equals(publicKey.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(algorithm(privateKey));
        signature.initSign(privateKey);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(PROBE);
        return signature.verify(signed);
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }
}
