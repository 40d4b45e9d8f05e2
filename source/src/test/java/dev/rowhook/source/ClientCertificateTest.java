package dev.rowhook.source;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.tls.ClientIdentity;
import dev.rowhook.source.SourceSettings.Tls;
import dev.rowhook.source.SourceSettings.TlsMode;
import dev.rowhook.store.testing.OnEverySourceVersion;
import dev.rowhook.store.testing.TlsPostgres;
import dev.rowhook.store.testing.TlsPostgres.SignIn;

import okhttp3.tls.HeldCertificate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/// What a server takes of a certificate and a password, and what is told of one that it refuses.
@OnEverySourceVersion(slow = true)
class ClientCertificateTest {
    private final TlsSessions sessions = new TlsSessions();

    @AfterEach
    void close() {
        sessions.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "Ed25519"})
    void keysOfOtherKindsAreTakenToo(String algorithm) throws Exception {
        HeldCertificate certificate =
                sessions.server
                        .certificate()
                        .keyPair(KeyPairGenerator.getInstance(algorithm).generateKeyPair())
                        .commonName(sessions.source.user())
                        .build();
        sessions.opensAsUser(
                sessions.connections(sessions.full(Optional.of(sessions.identity(certificate)))));
    }

    @Test
    void theServerMayAskForThePasswordToo() throws SQLException {
        sessions.create(SignIn.CERTIFICATE_AND_PASSWORD);
        sessions.opensAsUser(
                sessions.connections(
                        TlsPostgres.HOST, sessions.password(), sessions.full(sessions.own())));
        TlsSessions.isRefused(
                sessions.connections(
                        TlsPostgres.HOST,
                        Optional.of(Secret.of("wrong")),
                        sessions.full(sessions.own())),
                "authentication_failed",
                "its password or its certificate");
        TlsSessions.isRefused(
                sessions.connections(
                        TlsPostgres.HOST, sessions.password(), sessions.full(Optional.empty())),
                "authentication_failed",
                "its password");
        TlsSessions.isRefused(
                sessions.connections(sessions.full(sessions.own())),
                "authentication_failed",
                "a password, and none is given");
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsRefusedAndTold() {
        HeldCertificate strange =
                new HeldCertificate.Builder()
                        .commonName(sessions.source.user())
                        .signedBy(TlsPostgres.unknownAuthority("strange"))
                        .build();
        ClientIdentity identity =
                new ClientIdentity(
                        strange.certificatePem(), Secret.of(strange.privateKeyPkcs8Pem()));
        for (int i = 0; i < 10; i++) {
            TlsSessions.isRefused(
                    sessions.connections(sessions.full(Optional.of(identity))),
                    "client_certificate_refused",
                    "does not know its authority");
        }
    }

    @Test
    void aCertificateWithoutWhatLeadsToItsAuthorityIsRefused() {
        HeldCertificate certificate = sessions.server.certificate(sessions.source.user());
        TlsSessions.isRefused(
                sessions.connections(
                        sessions.full(
                                Optional.of(
                                        new ClientIdentity(
                                                certificate.certificatePem(),
                                                Secret.of(certificate.privateKeyPkcs8Pem()))))),
                "client_certificate_refused",
                "does not know its authority");
    }

    @Test
    void anExpiredCertificateIsRefusedAndTold() {
        long end = Instant.now().minus(Duration.ofDays(1)).toEpochMilli();
        HeldCertificate expired =
                sessions.server
                        .certificate()
                        .commonName(sessions.source.user())
                        .validityInterval(end - 86_400_000, end)
                        .build();
        TlsSessions.isRefused(
                sessions.connections(sessions.full(Optional.of(sessions.identity(expired)))),
                "client_certificate_refused",
                "it has expired");
    }

    @Test
    void theCertificateOfAnotherUserIsRefused() {
        TlsSessions.isRefused(
                sessions.connections(
                        sessions.full(
                                Optional.of(
                                        sessions.identity(
                                                sessions.server.certificate("somebody"))))),
                "authentication_failed",
                "refuses the user " + sessions.source.user() + " or its certificate");
    }

    @Test
    void certificatesThatCannotBeUsedAreTold() {
        ClientIdentity mixed =
                new ClientIdentity(
                        sessions.server.chain(sessions.server.certificate(sessions.source.user())),
                        Secret.of(
                                sessions.server
                                        .certificate(sessions.source.user())
                                        .privateKeyPkcs8Pem()));
        TlsSessions.isRefused(
                sessions.connections(sessions.full(Optional.of(mixed))),
                "tls_failed",
                "cannot be used");
        TlsSessions.isRefused(
                sessions.connections(
                        new Tls(TlsMode.VERIFY_CA, Optional.of("no PEM"), sessions.own())),
                "tls_failed",
                "cannot be used");
    }

    @Test
    void thePasswordsOfTheMachineAreNotLookedUp(@TempDir Path directory)
            throws SQLException, IOException {
        sessions.create(SignIn.PASSWORD);
        Path file =
                Files.createFile(
                        directory.resolve("pgpass"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "*:*:*:*:" + sessions.source.password());
        String property = "org.postgresql.pgpassfile";
        System.setProperty(property, file.toString());
        try {
            String url =
                    "jdbc:postgresql://127.0.0.1:%d/%s"
                            .formatted(sessions.source.port(), sessions.source.database());
            Properties user = new Properties();
            user.put("user", sessions.source.user());
            // The driver would find it.
            DriverManager.getConnection(url, user).close();
            TlsSessions.isRefused(
                    sessions.connections(sessions.full(sessions.own())),
                    "authentication_failed",
                    "a password, and none is given");
        } finally {
            System.clearProperty(property);
        }
    }
}
