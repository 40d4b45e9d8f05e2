package dev.rowhook.server.application;

import org.springframework.boot.ssl.pem.PemContent;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// The certificate of a server with those of the authorities behind it, and its private key, as PEM
/// files. Both are looked at again when they change.
public record TlsFiles(Path certificate, Path key) {
    private static final byte[] PROBE = {1, 2, 3};

    /// What keeps them from being used, if anything does.
    public Optional<String> fault() {
        try {
            List<X509Certificate> chain = PemContent.load(certificate).getCertificates();
            PrivateKey privateKey = PemContent.load(key).getPrivateKey();
            if (chain == null || chain.isEmpty()) {
                return Optional.of("%s holds no certificate in PEM".formatted(certificate));
            }
            if (privateKey == null) {
                return Optional.of("%s holds no private key in PEM".formatted(key));
            }
            return belongs(privateKey, chain.getFirst())
                    ? Optional.empty()
                    : Optional.of(
                            "the key in %s is not that of the first certificate in %s"
                                    .formatted(key, certificate));
        } catch (IOException e) {
            return Optional.of("%s and %s cannot be read".formatted(certificate, key));
        } catch (GeneralSecurityException | RuntimeException e) {
            return Optional.of(
                    "%s and %s are no certificate and plain private key in PEM"
                            .formatted(certificate, key));
        }
    }

    /// The certificate that stands first.
    ///
    /// @throws IOException if there is none to be read
    public X509Certificate first() throws IOException {
        List<X509Certificate> chain = PemContent.load(certificate).getCertificates();
        if (chain == null || chain.isEmpty()) {
            throw new IOException("no certificate");
        }
        return chain.getFirst();
    }

    private static boolean belongs(PrivateKey key, X509Certificate certificate)
            throws GeneralSecurityException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(PROBE);
        return signature.verify(signed);
    }
}
