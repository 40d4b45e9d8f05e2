package dev.rowhook.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.server.command.OperatedServer.Ended;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.sql.DataSource;

/// From an empty Postgres to a server with TLS, as an operator does it, and what it does when its
/// certificate's files change.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServerCommandTest {
    private static final Duration LONG = Duration.ofDays(90);
    private static final Duration RELOADED_WITHIN = Duration.ofSeconds(20);

    @TempDir private static Path directory;
    private static Certificates certificates;
    private static OperatedServer operated;
    private static Path output;
    private static Process server;
    private static BigInteger first;

    @BeforeAll
    static void fromNothingToAServer() throws Exception {
        certificates = new Certificates(directory);
        first = certificates.issue("first", LONG).certificate().getSerialNumber();
        operated =
                new OperatedServer(
                        directory,
                        List.of(
                                "public-url = https://127.0.0.1",
                                "tls-certificate-file = " + certificates.certificate(),
                                "tls-key-file = " + certificates.key()));
        output = directory.resolve("server.log");
        says(operated.run("start"), 1, "the login is refused; `rowhook server setup`");
        says(operated.run("setup"), 0, "Next: rowhook server migrate");
        says(operated.run("start"), 1, "Run: rowhook server migrate");
        says(operated.run("migrate"), 0, "The schema is of this version");
        server = operated.listening(output);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.destroyForcibly();
        }
        operated.close();
    }

    private static void says(Ended ended, int code, String text) {
        assertThat(ended.output()).contains(text).doesNotContain("Exception", "\tat ");
        assertThat(ended.code()).as(ended.output()).isEqualTo(code);
    }

    private static URI main(String path) {
        return URI.create("https://127.0.0.1:%d%s".formatted(operated.port, path));
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        try (HttpClient http =
                HttpClient.newBuilder().sslContext(certificates.trusting()).build()) {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }

    /// Shakes hands by one version of TLS; the certificate that was shown.
    private static X509Certificate handshake(String protocol)
            throws IOException, GeneralSecurityException {
        try (SSLSocket socket =
                (SSLSocket)
                        certificates
                                .trusting()
                                .getSocketFactory()
                                .createSocket("127.0.0.1", operated.port)) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static void awaitShown(BigInteger serial) throws Exception {
        long giveUp = System.nanoTime() + RELOADED_WITHIN.toNanos();
        while (!handshake("TLSv1.3").getSerialNumber().equals(serial)) {
            assertThat(System.nanoTime()).as(Files.readString(output)).isLessThan(giveUp);
            Thread.sleep(100);
        }
    }

    private static void awaitOutput(String text) throws Exception {
        long giveUp = System.nanoTime() + RELOADED_WITHIN.toNanos();
        while (!Files.readString(output).contains(text)) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            Thread.sleep(50);
        }
    }

    @Test
    @Order(1)
    void itServesHttp2OverTls() throws Exception {
        HttpResponse<String> live = get(main("/livez"));
        assertThat(live.statusCode()).isEqualTo(200);
        assertThat(live.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(live.headers().firstValue("Strict-Transport-Security")).isPresent();
        assertThat(handshake("TLSv1.3").getSerialNumber()).isEqualTo(first);
        assertThat(handshake("TLSv1.2").getSerialNumber()).isEqualTo(first);
    }

    @ParameterizedTest
    @Order(2)
    @ValueSource(strings = {"TLSv1.1", "TLSv1"})
    void olderVersionsOfTlsAreRefused(String protocol) {
        assertThatThrownBy(() -> handshake(protocol))
                .isInstanceOfAny(SSLException.class, IllegalArgumentException.class);
    }

    @Test
    @Order(3)
    void healthInDetailIsOnThePortOfOperationsOnly() throws Exception {
        URI operations =
                URI.create("http://127.0.0.1:%d/healthz".formatted(operated.operationsPort));
        HttpResponse<String> health = get(operations);
        assertThat(health.body())
                .contains("\"answers\":true", "\"schema\":\"", "certificate_expires_at", "one");
        assertThat(health.body()).doesNotContain("older", "newer");
        assertThat(get(main("/healthz")).statusCode()).isIn(401, 404);
        assertThat(get(operations.resolve("/v1/sinks")).statusCode()).isEqualTo(404);
    }

    @Test
    @Order(4)
    void aNewCertificateIsShownWithoutARestart() throws Exception {
        BigInteger next = certificates.issue("next", LONG).certificate().getSerialNumber();
        awaitShown(next);
        Certificates.write(certificates.certificate(), "no certificate at all");
        awaitOutput("SSL reload error");
        assertThat(handshake("TLSv1.3").getSerialNumber())
                .as("one that cannot be read leaves the last one in its place")
                .isEqualTo(next);
        BigInteger last = certificates.issue("last", LONG).certificate().getSerialNumber();
        awaitShown(last);
    }

    @Test
    @Order(5)
    void anExpiredCertificateIsShownAndRefusedByClients() throws Exception {
        certificates.issue("expired", Duration.ofMinutes(1));
        long giveUp = System.nanoTime() + RELOADED_WITHIN.toNanos();
        while (true) {
            try {
                handshake("TLSv1.3");
                assertThat(System.nanoTime()).isLessThan(giveUp);
                Thread.sleep(100);
            } catch (SSLHandshakeException e) {
                assertThat(e).hasStackTraceContaining("NotAfter");
                return;
            }
        }
    }

    @Test
    @Order(6)
    void tokensOfTheHostAreMadeListedAndTakenBack() {
        Ended made = operated.run("host-token", "create", "billing");
        says(made, 0, "rhh_");
        Ended listed = operated.run("host-token", "list");
        says(listed, 0, "billing");
        assertThat(listed.output()).doesNotContain("rhh_");
        String id = listed.output().split(" ", -1)[0];
        says(operated.run("host-token", "revoke", id), 0, "revoked");
        says(operated.run("host-token", "revoke", id), 1, "there is no such token");
    }

    @Test
    @Order(3)
    void theFirstOwnerComesByALinkAndGetsAnotherPasswordByOne() throws Exception {
        says(
                operated.run("owner", "invite", "ada", "--new-account", "Acme"),
                1,
                "'ada' is no e-mail address");
        says(operated.run("owner", "invite", "ada@acme.io"), 2, "--new-account");
        says(
                operated.run("owner", "invite", "ada@acme.io", "--account", "Acme"),
                1,
                "there is no account 'Acme'");
        says(operated.run("user", "reset", "ada@acme.io"), 1, "no user signs in by 'ada@acme.io'");

        Ended invited = operated.run("owner", "invite", "ada@acme.io", "--new-account", "Acme");
        says(invited, 0, "https://127.0.0.1/invitations/rhi_");
        assertThat(page(invited).body()).contains("Acme", "owner", "ada@acme.io");
        Ended another = operated.run("owner", "invite", "bob@acme.io", "--account", "Acme");
        assertThat(page(another).body()).contains("Acme", "bob@acme.io");

        says(operated.run("owner", "invite", "eve@acme.io", "--new-account", "Acme"), 0, "rhi_");
        says(
                operated.run("owner", "invite", "ada@acme.io", "--account", "Acme"),
                1,
                "several accounts are named 'Acme'; say which one: acc_");

        try (Connection identity = operated.postgres().superuser("rowhook").getConnection();
                Statement statement = identity.createStatement()) {
            statement.execute(
                    "insert into rowhook_identity.app_user (id, issuer, subject, email, name, password_hash)"
                            + " select id, 'built-in', id::text, 'ada@acme.io', 'Ada', 'x' from gen_random_uuid() id");
        }
        Ended reset = operated.run("user", "reset", "ADA@acme.io");
        says(reset, 0, "https://127.0.0.1/reset/rhr_");
        assertThat(page(reset).body()).contains("Choose a new password");
    }

    /// What the link leads to that a command printed.
    private static HttpResponse<String> page(Ended printed) throws Exception {
        HttpResponse<String> page = get(main(URI.create(printed.output().strip()).getPath()));
        assertThat(page.statusCode()).isEqualTo(200);
        return page;
    }

    @Test
    @Order(6)
    void keysAreWrappedAnewWhileTheServerRuns() {
        says(
                operated.run("rekey", "--master-only"),
                0,
                "No master key but the first one is needed");
    }

    @Test
    @Order(6)
    void withOtherMasterKeysNothingIsMade() throws Exception {
        Path keys = directory.resolve("master-keys");
        String right = Files.readString(keys);
        Files.writeString(keys, MasterKeys.createLine("wrong").reveal());
        try {
            String fault = "under master keys that are not configured: k1";
            says(operated.run("rekey"), 1, fault);
            says(operated.run("rekey", "--master-only"), 1, fault);
            says(operated.run("owner", "invite", "eve@acme.io", "--new-account", "Eve"), 1, fault);
        } finally {
            Files.writeString(keys, right);
        }
        says(operated.run("rekey", "--master-only"), 0, "but the first one is needed");
    }

    @Test
    @Order(6)
    void aPostgresThatIsTooOldIsRefused() throws Exception {
        DataSource store = operated.postgres().superuser("rowhook");
        StoreVersion.require(store, StoreVersion.OLDEST);
        assertThatThrownBy(() -> StoreVersion.require(store, 99))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("has to be of version 99 or newer");
    }

    @Test
    @Order(6)
    void anotherServerOnThePortSaysThatItIsTaken() throws Exception {
        says(
                operated.run("start"),
                1,
                "port %d cannot be listened on: Address already in use".formatted(operated.port));
    }

    @Test
    @Order(7)
    void itStopsInOrder() throws Exception {
        server.destroy();
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output)).contains("stopping", "stopped");
    }

    @Test
    @Order(8)
    void aSchemaOfANewerVersionIsRefused() throws Exception {
        try (Connection connection = operated.postgres().superuser("rowhook").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into flyway_schema_history select 1000, '9000', 'later', 'SQL',"
                            + " 'V9000__later.sql', 1, 'x', now(), 1, true");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        says(operated.run("start"), 1, "the schema is of version 9000");
    }
}
