package dev.rowhook.dispatcher.http;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.dispatcher.http.Outcome.Cause;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

import okhttp3.HttpUrl;
import okhttp3.tls.HeldCertificate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.net.SocketFactory;

class CausesTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Duration SHORT = Duration.ofMillis(300);

    private final CountDownLatch over = new CountDownLatch(1);
    private final BoundedDns dns = new BoundedDns(this::resolve);
    private final HttpClients clients = new HttpClients(SocketFactory.getDefault(), dns);

    private List<InetAddress> resolve(String name) throws UnknownHostException {
        if (name.equals("hangs.test")) {
            awaitTheEnd();
        }
        if (name.endsWith(".invalid")) {
            throw new UnknownHostException(name);
        }
        return List.of(LOOPBACK);
    }

    private void awaitTheEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void close() {
        over.countDown();
        clients.close();
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            port = socket.getLocalPort();
        }
        assertCause(HttpUrl.get("http://127.0.0.1:" + port), Cause.CONNECTION_REFUSED);
        assertCause(HttpUrl.get("http://name.test:" + port), Cause.CONNECTION_REFUSED);
    }

    @Test
    void nobodyAnswersTheKnock() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, LOOPBACK);
                Socket one = new Socket();
                Socket two = new Socket()) {
            // Linux drops what comes after a full backlog.
            one.connect(full.getLocalSocketAddress());
            two.connect(full.getLocalSocketAddress());
            assertCause(
                    HttpUrl.get("http://127.0.0.1:" + full.getLocalPort()), Cause.CONNECT_TIMEOUT);
        }
    }

    @Test
    void theNameIsUnknownOrNobodyKnows() {
        assertCause(HttpUrl.get("http://nowhere.invalid/"), Cause.DNS_ERROR);
        assertCause(HttpUrl.get("http://hangs.test/"), Cause.DNS_TIMEOUT);
        assertThat(
                        TestEndpoint.at(HttpUrl.get("http://hangs.test/"))
                                .timeout(Duration.ofSeconds(20))
                                .outcome(clients))
                .isEqualTo(new Outcome.Unreachable(Cause.DNS_TIMEOUT));
    }

    @Test
    void plainTextWhereTlsIsSpoken() throws IOException {
        try (ServerSocket socket = answering("HTTP/1.1 400 No\r\n\r\n")) {
            assertCause(HttpUrl.get("https://127.0.0.1:" + socket.getLocalPort()), Cause.TLS_ERROR);
        }
    }

    @Test
    void aHandshakeThatNeverEnds() throws IOException {
        try (ServerSocket socket = answering("")) {
            assertCause(
                    HttpUrl.get("https://127.0.0.1:" + socket.getLocalPort()),
                    Cause.CONNECT_TIMEOUT);
        }
    }

    @Test
    void theCertificateIsOfNobodyWeKnowOrOfAnotherName() throws IOException {
        HeldCertificate other = TestTls.certificate("other.test");
        try (MockWebServer server = TestTls.server(other)) {
            HttpUrl url = server.url("/").newBuilder().host("name.test").build();
            assertCause(url, Cause.TLS_CERTIFICATE);
            assertThat(TestEndpoint.at(url).tls(TestTls.trusting(other)).outcome(clients))
                    .isEqualTo(new Outcome.Unreachable(Cause.TLS_CERTIFICATE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 abc\r\n\r\n", "\r\n\r\n"})
    void theAnswerIsNotHttp(String answer) throws IOException {
        try (ServerSocket socket = answering(answer)) {
            assertCause(
                    HttpUrl.get("http://127.0.0.1:" + socket.getLocalPort()), Cause.ANSWER_INVALID);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theConnectionIsClosedInsteadOfAnAnswer(boolean hard) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 50, LOOPBACK)) {
            Thread.ofVirtual().start(() -> closeAfterTheRequest(socket, hard));
            assertCause(
                    HttpUrl.get("http://127.0.0.1:" + socket.getLocalPort()),
                    Cause.CONNECTION_RESET);
        }
    }

    @Test
    void theAnswerIsLate() throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            server.start(LOOPBACK, 0);
            server.enqueue(new MockResponse.Builder().headersDelay(9, TimeUnit.SECONDS).build());
            assertCause(server.url("/"), Cause.TIMEOUT);
        }
    }

    @Test
    void whetherABatchWasTakenIsNotKnownIfItsListBreaksOff() throws IOException {
        String cut = "HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{\"failed\":[\"a\"";
        try (ServerSocket socket = answering(cut)) {
            Outcome outcome =
                    TestEndpoint.at(HttpUrl.get("http://127.0.0.1:" + socket.getLocalPort()))
                            .timeout(SHORT)
                            .sender(clients)
                            .post(TestEndpoint.batch("a", "b"))
                            .outcome();
            assertThat(outcome).isEqualTo(new Outcome.Unreachable(Cause.TIMEOUT));
        }
    }

    private void assertCause(HttpUrl url, Cause cause) {
        Exchange exchange = TestEndpoint.at(url).timeout(SHORT).post(clients);
        assertThat(exchange.outcome()).isEqualTo(new Outcome.Unreachable(cause));
        assertThat(exchange.took()).isLessThan(Duration.ofSeconds(2));
    }

    /// Answers before anything is asked, and waits until the client goes away.
    private static ServerSocket answering(String text) throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, LOOPBACK);
        Thread.ofVirtual()
                .start(() -> {
                    try (Socket connection = socket.accept()) {
                        connection.getOutputStream().write(text.getBytes(UTF_8));
                        connection.getInputStream().readAllBytes();
                    } catch (IOException e) {
                        // The client has gone.
                    }
                });
        return socket;
    }

    private static void closeAfterTheRequest(ServerSocket socket, boolean hard) {
        try (Socket connection = socket.accept()) {
            connection.getInputStream().readNBytes(10);
            if (hard) {
                connection.setSoLinger(true, 0);
            } else {
                connection.shutdownOutput();
                connection.getInputStream().readAllBytes();
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }
}
