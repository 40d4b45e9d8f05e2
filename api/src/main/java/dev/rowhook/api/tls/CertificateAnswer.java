package dev.rowhook.api.tls;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.security.cert.X509Certificate;
import java.time.Instant;

/// A client's certificate as answers show it.
public record CertificateAnswer(String subject, @JsonProperty("expires_at") Instant expiresAt) {
    /// @param pem what [TlsFields] took; the first certificate is shown
    public static CertificateAnswer of(String pem) {
        X509Certificate first = Certificates.parse(pem).getFirst();
        return new CertificateAnswer(
                first.getSubjectX500Principal().getName(), first.getNotAfter().toInstant());
    }
}
