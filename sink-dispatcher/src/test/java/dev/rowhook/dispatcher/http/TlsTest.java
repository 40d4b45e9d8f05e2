package dev.rowhook.dispatcher.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.tls.ClientIdentity;
import dev.rowhook.dispatcher.http.Outcome.Cause;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import javax.net.SocketFactory;

class TlsTest {
    private static final HeldCertificate SERVER = TestTls.certificate("a.test", "b.test");
    private final HttpClients clients =
            new HttpClients(
                    SocketFactory.getDefault(),
                    new BoundedDns(_ -> List.of(InetAddress.getLoopbackAddress())));

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void hostsOfOneAddressAndCertificateShareNoConnection() throws Exception {
        try (MockWebServer server = TestTls.server(SERVER)) {
            assertThat(connection(server, "a.test", TestEndpoint.ACCOUNT)).isZero();
            assertThat(connection(server, "b.test", TestEndpoint.ACCOUNT)).isEqualTo(1);
            assertThat(connection(server, "a.test", TestEndpoint.ACCOUNT))
                    .as("its own is used again")
                    .isZero();
        }
    }

    @Test
    void accountsShareNoConnection() throws Exception {
        try (MockWebServer server = TestTls.server(SERVER)) {
            assertThat(connection(server, "a.test", TestEndpoint.ACCOUNT)).isZero();
            assertThat(connection(server, "a.test", new AccountId(new UUID(0, 9)))).isEqualTo(1);
        }
    }

    /// The number of the connection that a request came on.
    private int connection(MockWebServer server, String host, AccountId account)
            throws InterruptedException {
        server.enqueue(new MockResponse.Builder().code(204).build());
        Outcome outcome =
                TestEndpoint.at(url(server, host))
                        .account(account)
                        .tls(TestTls.trusting(SERVER))
                        .outcome(clients);
        assertThat(outcome).isEqualTo(new Outcome.Accepted(204));
        RecordedRequest request = server.takeRequest();
        assertThat(request.getUrl().scheme()).isEqualTo("https");
        return request.getConnectionIndex();
    }

    @Test
    void weShowOurCertificateWhereWeAreAskedForIt() throws Exception {
        HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate client =
                new HeldCertificate.Builder()
                        .commonName("me")
                        .rsa2048()
                        .signedBy(authority)
                        .build();
        HeldCertificate stranger = new HeldCertificate.Builder().commonName("them").build();
        try (MockWebServer server = requiring(authority)) {
            server.enqueue(new MockResponse.Builder().code(204).build());
            Optional<String> ca = Optional.of(SERVER.certificatePem());
            TestEndpoint endpoint = TestEndpoint.at(url(server, "a.test"));
            TestEndpoint withClient =
                    endpoint.tls(new TlsIdentity(ca, Optional.of(TestTls.client(client))));

            assertThat(withClient.outcome(clients)).isEqualTo(new Outcome.Accepted(204));
            X509Certificate shown =
                    (X509Certificate)
                            Objects.requireNonNull(server.takeRequest().getHandshake())
                                    .peerCertificates()
                                    .getFirst();
            assertThat(shown).isEqualTo(client.certificate());
            for (TlsIdentity wrong :
                    List.of(
                            TestTls.trusting(SERVER),
                            new TlsIdentity(ca, Optional.of(TestTls.client(stranger))))) {
                // The reset that follows the alert may overtake it.
                assertThat(endpoint.tls(wrong).outcome(clients))
                        .isIn(
                                new Outcome.Unreachable(Cause.TLS_ERROR),
                                new Outcome.Unreachable(Cause.CONNECTION_RESET));
            }
            assertThat(server.getRequestCount()).isEqualTo(1);
        }
    }

    private static MockWebServer requiring(HeldCertificate authority) throws IOException {
        HandshakeCertificates handshake =
                new HandshakeCertificates.Builder()
                        .heldCertificate(SERVER)
                        .addTrustedCertificate(authority.certificate())
                        .build();
        MockWebServer server = new MockWebServer();
        server.useHttps(handshake.sslSocketFactory());
        server.setProtocols(List.of(Protocol.HTTP_1_1));
        server.requireClientAuth();
        server.start(InetAddress.getLoopbackAddress(), 0);
        return server;
    }

    @Test
    void whatCannotBeUsedIsNamed() {
        HeldCertificate one = TestTls.certificate("a.test");
        HeldCertificate other = TestTls.certificate("b.test");
        String key = one.privateKeyPkcs8Pem();

        refused(Optional.of("x"), Optional.empty(), "ca holds no CERTIFICATE in PEM");
        refused(Optional.of(key), Optional.empty(), "ca holds a PRIVATE KEY where a CERTIFICATE");
        refused(
                Optional.of("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"),
                Optional.empty(),
                "ca holds a certificate that cannot be read");
        refused(Optional.empty(), client("", key), "client_certificate holds no CERTIFICATE");
        refused(Optional.empty(), client(one.certificatePem(), ""), "client_key holds no PRIVATE");
        refused(
                Optional.empty(),
                client(one.certificatePem(), key.replace("PRIVATE KEY", "EC PRIVATE KEY")),
                "client_key is a EC PRIVATE KEY: convert it");
        refused(
                Optional.empty(),
                client(
                        one.certificatePem(),
                        "-----BEGIN PRIVATE KEY-----\nMIIB\n" + "-----END PRIVATE KEY-----"),
                "client_key is no EC key");
        refused(
                Optional.empty(),
                client(one.certificatePem(), other.privateKeyPkcs8Pem()),
                "client_key does not belong to the first certificate");
        new TlsIdentity(Optional.empty(), client(one.certificatePem(), key)).check();
    }

    private static Optional<ClientIdentity> client(String certificates, String key) {
        return Optional.of(new ClientIdentity(certificates, Secret.of(key)));
    }

    private static void refused(
            Optional<String> ca, Optional<ClientIdentity> client, String reason) {
        assertThatThrownBy(() -> new TlsIdentity(ca, client).check())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(reason);
    }

    private static HttpUrl url(MockWebServer server, String host) {
        return server.url("/").newBuilder().host(host).build();
    }
}
