package dev.rowhook.api.database;

import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/// Reads certificates of authorities, in PEM.
final class Certificates {
    private static final int MAX_LENGTH = 1 << 16;

    private Certificates() {}

    static FieldReader<String> reader() {
        return Readers.text(MAX_LENGTH)
                .then(pem -> {
                    if (!holdsCertificates(pem)) {
                        throw new InvalidFieldException(
                                "invalid_certificate", "Expected certificates in PEM.");
                    }
                    return pem;
                });
    }

    private static boolean holdsCertificates(String pem) {
        byte[] bytes = pem.getBytes(StandardCharsets.UTF_8);
        try {
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes))
                    .isEmpty();
        } catch (CertificateException _) {
            return false;
        }
    }
}
