package dev.rowhook.api.tls;

import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/// Reads certificates, in PEM.
final class Certificates {
    private static final int MAX_LENGTH = 1 << 16;

    private Certificates() {}

    /// Reads certificates, and leaves them in PEM.
    static FieldReader<String> reader() {
        return Readers.text(MAX_LENGTH)
                .then(pem -> {
                    if (parse(pem).isEmpty()) {
                        throw new InvalidFieldException(
                                "invalid_certificate", "Expected certificates in PEM.");
                    }
                    return pem;
                });
    }

    /// The certificates in their order; none if any of them is broken.
    static List<X509Certificate> parse(String pem) {
        byte[] bytes = pem.getBytes(StandardCharsets.UTF_8);
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException _) {
            return List.of();
        }
    }
}
