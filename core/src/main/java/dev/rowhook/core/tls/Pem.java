package dev.rowhook.core.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads certificates and keys in PEM (RFC 7468). What it throws holds nothing of them.
public final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    private Pem() {}

    /// @param field for the message
    /// @throws IllegalArgumentException if there is no certificate, or something else
    public static List<X509Certificate> certificates(String field, String text) {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (!block.group(1).equals("CERTIFICATE")) {
                throw new IllegalArgumentException(
                        "%s holds a %s where a CERTIFICATE is expected"
                                .formatted(field, block.group(1)));
            }
            certificates.add(certificate(field, decode(field, block.group(2))));
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("%s holds no CERTIFICATE in PEM".formatted(field));
        }
        return certificates;
    }

    private static X509Certificate certificate(String field, byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    "%s holds a certificate that cannot be read".formatted(field));
        }
    }

    /// @param algorithm of the certificate that the key belongs to
    /// @throws IllegalArgumentException if it is no PKCS #8 key of that algorithm
    static PrivateKey key(String field, String text, String algorithm) {
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            throw new IllegalArgumentException("%s holds no PRIVATE KEY in PEM".formatted(field));
        }
        if (!block.group(1).equals("PRIVATE KEY")) {
            throw new IllegalArgumentException(
                    "%s is a %s: convert it with openssl pkcs8 -topk8 -nocrypt"
                            .formatted(field, block.group(1)));
        }
        byte[] der = decode(field, block.group(2));
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            // The cause may quote the key.
            throw new IllegalArgumentException(
                    "%s is no %s key, as that of the certificate is".formatted(field, algorithm));
        }
    }

    private static byte[] decode(String field, String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s is not base 64".formatted(field));
        }
    }
}
