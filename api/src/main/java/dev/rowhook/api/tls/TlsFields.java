package dev.rowhook.api.tls;

import dev.rowhook.api.request.Binding;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.tls.ClientIdentity;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Reads what `tls` says of certificates: whom to trust, and who we are.
public final class TlsFields {
    public static final String CERTIFICATE = "client_certificate";
    private static final String KEY = "client_key";
    private static final String CERTIFICATE_BLOCK = "-----BEGIN CERTIFICATE-----";
    private static final Pattern OTHER_BLOCK = Pattern.compile("-----BEGIN (?!CERTIFICATE-----)");
    private static final int MAX_KEY = 1 << 14;

    private final Fields fields;
    private final Supplier<Optional<String>> ca;

    public TlsFields(Fields fields) {
        this.fields = fields;
        this.ca = fields.optional("ca", certificates().then(TlsFields::checkTrusted));
    }

    /// Whom to trust, before the rest is read.
    public Supplier<Optional<String>> ca() {
        return ca;
    }

    /// Whether it names a certificate of ours.
    public boolean hasClient() {
        return fields.hasValue(CERTIFICATE);
    }

    /// Who we are: certificate and key together, or neither.
    ///
    /// @param held the key that there is
    /// @param binding whether it may be used on
    public Supplier<Optional<ClientIdentity>> client(Optional<Secret> held, Binding binding) {
        Supplier<Optional<String>> certificate =
                fields.optional(CERTIFICATE, certificates().then(TlsFields::checkOwn));
        FieldReader<Secret> reader = Readers.secret(MAX_KEY);
        if (!hasClient()) {
            fields.optional(KEY, reader);
            if (fields.hasValue(KEY)) {
                fields.refuse(CERTIFICATE, "required", "A key goes with its certificate only.");
            }
            return Optional::empty;
        }
        Supplier<Secret> key = binding.required(fields, KEY, reader, held);
        if (fields.isFine()) {
            check(certificate.get().orElseThrow(), key.get());
        }
        return () -> certificate.get().map(pem -> new ClientIdentity(pem, key.get()));
    }

    private void check(String certificate, Secret key) {
        Optional<Boolean> matches =
                ClientKey.matches(key, Certificates.parse(certificate).getFirst());
        if (matches.isEmpty()) {
            fields.refuse(
                    KEY,
                    "invalid_key",
                    "Expected the key of the certificate: PKCS #8 in PEM, not encrypted, for RSA,"
                            + " EC or Ed25519.");
        } else if (!matches.get()) {
            fields.refuse(KEY, "key_mismatch", "The key is not that of the first certificate.");
        }
    }

    /// Certificates are not sealed, so that a key among them would be found in the clear.
    private static FieldReader<String> certificates() {
        return Certificates.reader()
                .then(pem -> {
                    if (!pem.contains(CERTIFICATE_BLOCK) || OTHER_BLOCK.matcher(pem).find()) {
                        throw new InvalidFieldException(
                                "invalid_certificate",
                                "Expected certificates in PEM, and no more.");
                    }
                    return pem;
                });
    }

    private static String checkTrusted(String pem) throws InvalidFieldException {
        if (Certificates.parse(pem).stream().allMatch(TlsFields::isExpired)) {
            throw new InvalidFieldException("certificate_expired", "The certificate has expired.");
        }
        return pem;
    }

    private static String checkOwn(String pem) throws InvalidFieldException {
        if (isExpired(Certificates.parse(pem).getFirst())) {
            throw new InvalidFieldException("certificate_expired", "The certificate has expired.");
        }
        return pem;
    }

    private static boolean isExpired(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return false;
        } catch (CertificateNotYetValidException _) {
            return false;
        } catch (CertificateExpiredException _) {
            return true;
        }
    }
}
