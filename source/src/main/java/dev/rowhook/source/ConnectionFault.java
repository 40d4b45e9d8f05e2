package dev.rowhook.source;

import org.postgresql.util.PSQLException;

import java.lang.reflect.InvocationTargetException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.SSLException;

/// Why a source lets nobody in: TLS, certificates or the login, with what mends it. It holds
/// nothing that the source wrote, and no secret.
public record ConnectionFault(String code, String message, String remedy) {
    private static final String ALERT = "Received fatal alert: ";

    /// What a server says of the certificate that it was shown (RFC 8446, 6.2).
    private static final Set<String> OF_THE_CERTIFICATE =
            Set.of(
                    "bad_certificate",
                    "unsupported_certificate",
                    "certificate_revoked",
                    "certificate_expired",
                    "certificate_unknown",
                    "unknown_ca",
                    "access_denied",
                    "decrypt_error",
                    "certificate_required");

    /// What the failure to open a session is; empty if it has to do with neither TLS nor login.
    public static Optional<ConnectionFault> of(SQLException failure, SourceSettings settings) {
        String where =
                "%s:%d/%s".formatted(settings.hostname(), settings.port(), settings.database());
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        if (state.equals("28P01") || state.equals("28000")) {
            return Optional.of(refusedLogin(where, settings));
        }
        Optional<SSLException> tls = cause(failure, SSLException.class);
        if (tls.isPresent()) {
            return handshake(where, tls.get());
        }
        // The driver makes the sockets by reflection.
        if (cause(failure, InvocationTargetException.class).isPresent()) {
            return Optional.of(
                    failed(
                            "The certificates or the key for %s cannot be used.".formatted(where),
                            "Give tls.ca, tls.client_certificate and tls.client_key anew."));
        }
        return failure instanceof PSQLException own && own.getServerErrorMessage() == null
                ? ofTheDriver(String.valueOf(own.getMessage()), state, where, settings)
                : Optional.empty();
    }

    private static ConnectionFault refusedLogin(String where, SourceSettings settings) {
        String user = settings.username();
        String rule = "Check that pg_hba.conf lets this user in, for replication too";
        if (settings.tls().client().isEmpty()) {
            return new ConnectionFault(
                    "authentication_failed",
                    "%s refuses the user %s or its password.".formatted(where, user),
                    "Check user and password. %s.".formatted(rule));
        }
        boolean hasPassword = settings.password().isPresent();
        return new ConnectionFault(
                "authentication_failed",
                "%s refuses the user %s%s or its certificate."
                        .formatted(where, user, hasPassword ? ", its password" : ""),
                "%s, and that the common name of the certificate is the user's or is mapped to it in pg_ident.conf."
                                .formatted(rule)
                        + (hasPassword ? " Check the password." : ""));
    }

    private static Optional<ConnectionFault> handshake(String where, SSLException tls) {
        if (cause(tls, CertificateExpiredException.class).isPresent()) {
            return Optional.of(
                    failed(
                            "The certificate of %s has expired.".formatted(where),
                            "Renew the certificate of that server."));
        }
        if (cause(tls, CertificateException.class).isPresent()) {
            return Optional.of(
                    failed(
                            "The certificate of %s is not trusted.".formatted(where),
                            "Give the certificate of its authority as tls.ca."));
        }
        String message = String.valueOf(tls.getMessage());
        int begin = message.indexOf(ALERT);
        if (begin < 0) {
            return Optional.empty();
        }
        String alert = message.substring(begin + ALERT.length()).strip().toLowerCase(Locale.ROOT);
        return Optional.of(
                OF_THE_CERTIFICATE.contains(alert)
                        ? refusedCertificate(where, alert)
                        : failed(
                                "%s ended the TLS handshake (%s).".formatted(where, alert),
                                "Check which versions and ciphers of TLS that server takes."));
    }

    private static ConnectionFault refusedCertificate(String where, String alert) {
        return new ConnectionFault(
                "client_certificate_refused",
                switch (alert) {
                    case "certificate_expired" ->
                            "%s refuses the client's certificate: it has expired.".formatted(where);
                    case "unknown_ca" ->
                            "%s refuses the client's certificate: it does not know its authority."
                                    .formatted(where);
                    default -> "%s refuses the client's certificate (%s).".formatted(where, alert);
                },
                "Give a certificate that an authority in the server's ssl_ca_file has signed, followed by those between"
                        + " them, as tls.client_certificate, and its key as tls.client_key.");
    }

    /// What the driver finds by itself. Of its texts, which may be translated, only names count.
    private static Optional<ConnectionFault> ofTheDriver(
            String message, String state, String where, SourceSettings settings) {
        if (message.contains("PgjdbcHostnameVerifier")) {
            return Optional.of(
                    failed(
                            "The certificate of %s does not name that host.".formatted(where),
                            "Name the host as its certificate does, or check the authority only, by verify-ca."));
        }
        if (!state.equals("08004")) {
            return Optional.empty();
        }
        if (message.contains("SSL")) {
            return Optional.of(
                    failed(
                            "%s does not speak TLS.".formatted(where),
                            "Set ssl = on there, or the mode disable here."));
        }
        return Optional.of(
                new ConnectionFault(
                        "authentication_failed",
                        settings.password().isPresent()
                                ? "%s asks the user %s for neither password nor certificate."
                                        .formatted(where, settings.username())
                                : "%s asks the user %s for a password, and none is given."
                                        .formatted(where, settings.username()),
                        "In pg_hba.conf, let this user in by cert or scram-sha-256, or give the password."));
    }

    private static ConnectionFault failed(String message, String remedy) {
        return new ConnectionFault("tls_failed", message, remedy);
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
