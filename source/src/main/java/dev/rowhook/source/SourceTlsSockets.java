package dev.rowhook.source;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.tls.ClientIdentity;
import dev.rowhook.core.tls.Pem;
import dev.rowhook.core.tls.TrustedAuthorities;
import dev.rowhook.source.SourceSettings.Tls;
import dev.rowhook.source.SourceSettings.TlsMode;

import org.postgresql.ssl.NonValidatingFactory.NonValidatingTM;
import org.postgresql.ssl.WrappedFactory;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// The TLS of a source's sessions, which pgjdbc can make by itself: name this class as
/// `sslfactory`, and as `sslfactoryarg` what [#write] makes of the settings.
///
/// By `require` nothing is checked; else the server's certificate has to lead to one of `ca`, or of
/// the system's authorities if there are none. Whether it names the host is for the driver to
/// check. Who we are is told whenever the server asks for it, whichever authorities it names.
/// Nothing is remembered from one session to the next. Thread-safe.
public final class SourceTlsSockets extends WrappedFactory {
    private static final String SEPARATOR = ".";

    /// @param text made by [#write]
    /// @throws IllegalArgumentException if it is no such text, or certificates or key in it cannot
    ///   be used
    public SourceTlsSockets(String text) throws GeneralSecurityException {
        Tls tls = read(text);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(tls), new TrustManager[] {trust(tls)}, null);
        factory = context.getSocketFactory();
    }

    /// As a text, which is a secret if a key is in it.
    static String write(Tls tls) {
        return Stream.of(
                        tls.mode().text(),
                        tls.ca().orElse(""),
                        tls.client().map(ClientIdentity::certificates).orElse(""),
                        tls.client().map(client -> client.key().reveal()).orElse(""))
                .map(part ->
                        Base64.getEncoder().encodeToString(part.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining(SEPARATOR));
    }

    private static Tls read(String text) {
        String[] encoded = text.split("\\.", -1);
        if (encoded.length != 4) {
            throw new IllegalArgumentException("not the settings of a source's TLS");
        }
        Optional<String> certificates = part(encoded[2]);
        return new Tls(
                TlsMode.of(part(encoded[0]).orElse("")),
                part(encoded[1]),
                certificates.map(
                        pem -> new ClientIdentity(pem, Secret.of(part(encoded[3]).orElse("")))));
    }

    private static Optional<String> part(String encoded) {
        return Optional.of(encoded)
                .filter(part -> !part.isEmpty())
                .map(part -> new String(Base64.getDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static X509TrustManager trust(Tls tls) {
        return switch (tls.mode()) {
            case DISABLE -> throw new IllegalArgumentException("there is no TLS to be made");
            case REQUIRE -> new NonValidatingTM();
            case VERIFY_CA, VERIFY_FULL ->
                    tls.ca()
                            .map(pem -> TrustedAuthorities.only(Pem.certificates("ca", pem)))
                            .orElseGet(TrustedAuthorities::everybodys);
        };
    }

    private static KeyManager[] keys(Tls tls) {
        return tls.client().map(client -> new UnaskedKeyManager(client.keyManager())).stream()
                .toArray(KeyManager[]::new);
    }
}
