package dev.rowhook.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.EgressPolicyText;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.tls.ClientIdentity;
import dev.rowhook.source.SourceSettings.PublicationSettings;
import dev.rowhook.source.SourceSettings.Replica;
import dev.rowhook.source.SourceSettings.SlotSettings;
import dev.rowhook.source.SourceSettings.Tls;
import dev.rowhook.source.SourceSettings.TlsMode;
import dev.rowhook.store.testing.OnEverySourceVersion;
import dev.rowhook.store.testing.SourcePostgres;
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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// Who is trusted, and who we are, in the eyes of a Postgres that speaks TLS.
@OnEverySourceVersion
class SourceTlsTest {
    private static final Optional<Secret> NO_PASSWORD = Optional.empty();

    private final TlsPostgres server = TlsPostgres.shared();
    private final List<SourcePostgres> made = new ArrayList<>();
    private SourcePostgres source = create(SignIn.CERTIFICATE);

    private SourcePostgres create(SignIn way) {
        source = server.create(way);
        made.add(source);
        return source;
    }

    @AfterEach
    void close() {
        made.forEach(SourcePostgres::close);
    }

    private SourceConnections connections(String hostname, Optional<Secret> password, Tls tls) {
        return new SourceConnections(
                new SourceSettings(
                        hostname,
                        source.port(),
                        source.database(),
                        source.user(),
                        password,
                        tls,
                        new SlotSettings("slot", false),
                        new PublicationSettings("publication", false),
                        "rowhook test",
                        EgressPolicyText.write(EgressPolicy.of(EgressMode.DEV))));
    }

    private SourceConnections connections(Tls tls) {
        return connections(TlsPostgres.HOST, NO_PASSWORD, tls);
    }

    private Optional<Secret> password() {
        return Optional.of(Secret.of(source.password()));
    }

    private Optional<ClientIdentity> own() {
        return Optional.of(identity(server.certificate(source.user())));
    }

    private ClientIdentity identity(HeldCertificate certificate) {
        return new ClientIdentity(
                server.chain(certificate), Secret.of(certificate.privateKeyPkcs8Pem()));
    }

    private Optional<String> authority() {
        return Optional.of(server.authority());
    }

    private Tls full(Optional<ClientIdentity> client) {
        return new Tls(TlsMode.VERIFY_FULL, authority(), client);
    }

    /// Opens a session of each kind, and asserts that it is what it should be.
    private void opens(SourceConnections connections, boolean isTls, String subject)
            throws SQLException {
        try (Connection ordinary = connections.open();
                Connection patient = connections.open(Duration.ofSeconds(5));
                Connection replication = connections.openReplication()) {
            for (Connection session : List.of(ordinary, patient, replication)) {
                try (Statement statement = session.createStatement();
                        ResultSet row =
                                statement.executeQuery(
                                        "select ssl, coalesce(client_dn, '') from pg_stat_ssl where pid = pg_backend_pid()")) {
                    row.next();
                    assertThat(row.getBoolean(1)).isEqualTo(isTls);
                    assertThat(row.getString(2)).isEqualTo(subject);
                }
            }
            try (Statement statement = replication.createStatement();
                    ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
                assertThat(row.next()).isTrue();
            }
        }
    }

    private void opensAsUser(SourceConnections connections) throws SQLException {
        opens(connections, true, "/CN=" + source.user());
    }

    private static ConnectionFault fault(SourceConnections connections) {
        SQLException refused = catchThrowableOfType(SQLException.class, connections::open);
        SQLException unstreamed =
                catchThrowableOfType(SQLException.class, connections::openReplication);
        ConnectionFault fault =
                ConnectionFault.of(refused, connections.settings())
                        .orElseThrow(() -> new AssertionError(refused));
        assertThat(ConnectionFault.of(unstreamed, connections.settings())).contains(fault);
        connections
                .settings()
                .tls()
                .client()
                .ifPresent(client ->
                        assertThat(fault + String.valueOf(refused))
                                .doesNotContain(client.key().reveal(), "BEGIN"));
        return fault;
    }

    private static void isRefused(SourceConnections connections, String code, String message) {
        ConnectionFault fault = fault(connections);
        assertThat(fault.code()).as(fault.toString()).isEqualTo(code);
        assertThat(fault.message()).contains(message);
    }

    @Test
    void aCertificateIsEnoughInEveryModeOfTls() throws SQLException {
        opensAsUser(connections(new Tls(TlsMode.REQUIRE, Optional.empty(), own())));
        opensAsUser(
                connections(
                        "127.0.0.1", NO_PASSWORD, new Tls(TlsMode.VERIFY_CA, authority(), own())));
        opensAsUser(connections(full(own())));
        SourceSettings replica =
                connections("db.example.com", NO_PASSWORD, full(own()))
                        .settings()
                        .of(new Replica(TlsPostgres.HOST, source.port()));
        opensAsUser(new SourceConnections(replica));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "Ed25519"})
    void keysOfOtherKindsAreTakenToo(String algorithm) throws Exception {
        HeldCertificate certificate =
                server.certificate()
                        .keyPair(KeyPairGenerator.getInstance(algorithm).generateKeyPair())
                        .commonName(source.user())
                        .build();
        opensAsUser(connections(full(Optional.of(identity(certificate)))));
    }

    @Test
    void theServerMayAskForThePasswordToo() throws SQLException {
        create(SignIn.CERTIFICATE_AND_PASSWORD);
        opensAsUser(connections(TlsPostgres.HOST, password(), full(own())));
        isRefused(
                connections(TlsPostgres.HOST, Optional.of(Secret.of("wrong")), full(own())),
                "authentication_failed",
                "its password or its certificate");
        isRefused(
                connections(TlsPostgres.HOST, password(), full(Optional.empty())),
                "authentication_failed",
                "its password");
        isRefused(
                connections(full(own())), "authentication_failed", "a password, and none is given");
    }

    @Test
    void withoutTlsThereIsThePasswordAlone() throws SQLException {
        isRefused(
                connections(TlsPostgres.HOST, password(), Tls.DISABLED),
                "authentication_failed",
                "refuses the user");
        create(SignIn.PASSWORD);
        opens(connections(TlsPostgres.HOST, password(), Tls.DISABLED), false, "");
        SQLException refused =
                catchThrowableOfType(
                        SQLException.class,
                        connections(new Tls(TlsMode.DISABLE, Optional.empty(), own()))::open);
        assertThat(refused.getMessage()).contains("needs a password");
    }

    @Test
    void whateverTheModeACertificateIsShownBesideThePassword() throws SQLException {
        create(SignIn.PASSWORD);
        for (TlsMode mode : List.of(TlsMode.REQUIRE, TlsMode.VERIFY_CA, TlsMode.VERIFY_FULL)) {
            opensAsUser(
                    connections(TlsPostgres.HOST, password(), new Tls(mode, authority(), own())));
            opens(
                    connections(
                            TlsPostgres.HOST,
                            password(),
                            new Tls(mode, authority(), Optional.empty())),
                    true,
                    "");
        }
    }

    @Test
    void onlyTheOwnAuthoritiesAreTrustedUnlessNoneIsChecked() throws SQLException {
        String strange = TlsPostgres.unknownAuthority("strange").certificatePem();
        for (TlsMode mode : List.of(TlsMode.VERIFY_CA, TlsMode.VERIFY_FULL)) {
            isRefused(
                    connections(new Tls(mode, Optional.of(strange), own())),
                    "tls_failed",
                    "is not trusted");
            isRefused(
                    connections(new Tls(mode, Optional.empty(), own())),
                    "tls_failed",
                    "is not trusted");
            opensAsUser(
                    connections(new Tls(mode, Optional.of(strange + server.authority()), own())));
        }
        opensAsUser(connections(new Tls(TlsMode.REQUIRE, Optional.of(strange), own())));
    }

    @Test
    void theWrongHostIsRefusedByVerifyFullAlone() {
        isRefused(
                connections("127.0.0.1", NO_PASSWORD, full(own())),
                "tls_failed",
                "does not name that host");
    }

    @Test
    void aServerWithoutTlsIsTold() {
        try (SourcePostgres plain = SourcePostgres.create()) {
            source = plain;
            isRefused(
                    connections(
                            plain.host(),
                            password(),
                            new Tls(TlsMode.REQUIRE, Optional.empty(), Optional.empty())),
                    "tls_failed",
                    "does not speak TLS");
        }
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsRefusedAndTold() {
        HeldCertificate strange =
                new HeldCertificate.Builder()
                        .commonName(source.user())
                        .signedBy(TlsPostgres.unknownAuthority("strange"))
                        .build();
        ClientIdentity identity =
                new ClientIdentity(
                        strange.certificatePem(), Secret.of(strange.privateKeyPkcs8Pem()));
        for (int i = 0; i < 10; i++) {
            isRefused(
                    connections(full(Optional.of(identity))),
                    "client_certificate_refused",
                    "does not know its authority");
        }
    }

    @Test
    void aCertificateWithoutWhatLeadsToItsAuthorityIsRefused() {
        HeldCertificate certificate = server.certificate(source.user());
        isRefused(
                connections(
                        full(
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
                server.certificate()
                        .commonName(source.user())
                        .validityInterval(end - 86_400_000, end)
                        .build();
        isRefused(
                connections(full(Optional.of(identity(expired)))),
                "client_certificate_refused",
                "it has expired");
    }

    @Test
    void theCertificateOfAnotherUserIsRefused() {
        isRefused(
                connections(full(Optional.of(identity(server.certificate("somebody"))))),
                "authentication_failed",
                "or its certificate");
    }

    @Test
    void certificatesThatCannotBeUsedAreTold() {
        ClientIdentity mixed =
                new ClientIdentity(
                        server.chain(server.certificate(source.user())),
                        Secret.of(server.certificate(source.user()).privateKeyPkcs8Pem()));
        isRefused(connections(full(Optional.of(mixed))), "tls_failed", "cannot be used");
        isRefused(
                connections(new Tls(TlsMode.VERIFY_CA, Optional.of("no PEM"), own())),
                "tls_failed",
                "cannot be used");
    }

    @Test
    void thePasswordsOfTheMachineAreNotLookedUp(@TempDir Path directory)
            throws SQLException, IOException {
        create(SignIn.PASSWORD);
        Path file =
                Files.createFile(
                        directory.resolve("pgpass"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "*:*:*:*:" + source.password());
        String property = "org.postgresql.pgpassfile";
        System.setProperty(property, file.toString());
        try {
            String url =
                    "jdbc:postgresql://127.0.0.1:%d/%s".formatted(source.port(), source.database());
            Properties user = new Properties();
            user.put("user", source.user());
            // The driver would find it.
            DriverManager.getConnection(url, user).close();
            isRefused(
                    connections(full(own())),
                    "authentication_failed",
                    "a password, and none is given");
        } finally {
            System.clearProperty(property);
        }
    }
}
