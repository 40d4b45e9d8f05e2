package dev.rowhook.server.application;

import dev.rowhook.core.tls.KeyPairs;

import org.springframework.boot.ssl.pem.PemContent;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// The certificate of a server with those of the authorities behind it, and its private key, as PEM
/// files. Both are looked at again when they change.
public record TlsFiles(Path certificate, Path key) {
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
            return KeyPairs.belongTogether(privateKey, chain.getFirst().getPublicKey())
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
}
