package dev.rowhook.dispatcher.http;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.JudgedSocketFactory;
import dev.rowhook.dispatcher.http.Outcome.Cause;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

import okhttp3.Headers;
import okhttp3.HttpUrl;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.SocketFactory;

class WebhookSenderTest {
    private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));

    private final MockWebServer server = new MockWebServer();
    private final HttpClients clients = new HttpClients(SocketFactory.getDefault());

    @BeforeEach
    void start() throws IOException {
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void close() {
        clients.close();
        server.close();
    }

    @Test
    void sendsBodyAndHeaders() throws InterruptedException {
        server.enqueue(new MockResponse.Builder().code(204).build());
        Headers tenant =
                Headers.of("X-Env", "prod", "Authorization", "Bearer 1", "User-Agent", "theirs");
        Outcome outcome =
                sender(server.url("/hooks?a=1"), tenant, Duration.ofSeconds(5)).post(request());
        assertThat(outcome).isEqualTo(new Outcome.Accepted(204));
        RecordedRequest sent = server.takeRequest();
        assertThat(sent.getMethod()).isEqualTo("POST");
        assertThat(sent.getTarget()).isEqualTo("/hooks?a=1");
        assertThat(Objects.requireNonNull(sent.getBody()).utf8()).isEqualTo("{}");
        Headers headers = sent.getHeaders();
        assertThat(headers.get("x-env")).isEqualTo("prod");
        assertThat(headers.get("authorization")).isEqualTo("Bearer 1");
        assertThat(headers.get("content-type")).isEqualTo("application/json");
        assertThat(headers.values("user-agent")).containsExactly("Rowhook/test");
        assertThat(headers.get("webhook-id")).isEqualTo("msg_1");
        assertThat(headers.get("webhook-timestamp")).isEqualTo("1700000000");
        assertThat(headers.get("rowhook-sequence")).isEqualTo("0-1");
        assertThat(headers.values("accept-encoding")).containsExactly("identity");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 308, 400, 401, 407, 408, 410, 421, 429, 500, 503})
    void oneCallIsOneRequestWhateverTheAnswer(int status) {
        for (int i = 0; i < 3; i++) {
            server.enqueue(
                    new MockResponse.Builder()
                            .code(status)
                            .addHeader("Retry-After", "0")
                            .addHeader("Location", "/elsewhere")
                            .addHeader("Proxy-Authenticate", "Basic")
                            .addHeader("WWW-Authenticate", "Basic")
                            .build());
        }
        assertThat(sender().post(request())).isEqualTo(new Outcome.Refused(status));
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void aDeadPooledConnectionIsNotTriedAgain() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerOnceThenReset(socket, requests));
            WebhookSender sender =
                    sender(
                            HttpUrl.get("http://127.0.0.1:" + socket.getLocalPort()),
                            Headers.of(),
                            Duration.ofSeconds(5));
            assertThat(sender.post(request())).isEqualTo(new Outcome.Accepted(200));
            assertThat(sender.post(request())).isEqualTo(new Outcome.Unreachable(Cause.RESET));
            assertThat(requests).hasValue(2);
        }
    }

    /// Answers the first request of each connection and cuts it at the second.
    private static void answerOnceThenReset(ServerSocket socket, AtomicInteger requests) {
        while (true) {
            try (Socket connection = socket.accept()) {
                InputStream in = connection.getInputStream();
                readRequest(in);
                requests.incrementAndGet();
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".getBytes(UTF_8));
                readRequest(in);
                requests.incrementAndGet();
                connection.setSoLinger(true, 0);
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void readRequest(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\n{}")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed");
            }
            text.append((char) next);
        }
    }

    @Test
    void aSlowEndpointTimesOut() {
        server.enqueue(new MockResponse.Builder().headersDelay(10, TimeUnit.SECONDS).build());
        assertThat(sender(server.url("/"), Headers.of(), Duration.ofMillis(200)).post(request()))
                .isEqualTo(new Outcome.Unreachable(Cause.TIMEOUT));
    }

    @Test
    void anEndlessAnswerDoesNotHoldTheSender() {
        server.enqueue(
                new MockResponse.Builder()
                        .code(200)
                        .body("x".repeat(1 << 20))
                        .throttleBody(64 << 10, 1, TimeUnit.SECONDS)
                        .build());
        long start = System.nanoTime();
        assertThat(sender().post(request())).isEqualTo(new Outcome.Accepted(200));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void causesAreToldApart() {
        server.close();
        assertThat(sender().post(request())).isEqualTo(new Outcome.Unreachable(Cause.CONNECT));
        assertThat(
                        sender(
                                        HttpUrl.get("http://nowhere.invalid/"),
                                        Headers.of(),
                                        Duration.ofSeconds(5))
                                .post(request()))
                .isEqualTo(new Outcome.Unreachable(Cause.DNS));
    }

    @Test
    void plainTextWhereTlsIsSpokenIsATlsFailure() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerAtOnce(socket));
            HttpUrl url = HttpUrl.get("https://127.0.0.1:" + socket.getLocalPort() + "/");
            assertThat(sender(url, Headers.of(), Duration.ofSeconds(5)).post(request()))
                    .isEqualTo(new Outcome.Unreachable(Cause.TLS));
        }
    }

    private static void answerAtOnce(ServerSocket socket) {
        try (Socket connection = socket.accept()) {
            connection.getOutputStream().write("HTTP/1.1 400 No\r\n\r\n".getBytes(UTF_8));
            connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            // The client has gone.
        }
    }

    @Test
    void aForbiddenAddressIsNotDialled() {
        EgressPolicy strict = EgressPolicy.of(EgressMode.PRODUCTION);
        try (HttpClients judged = new HttpClients(new JudgedSocketFactory(strict))) {
            WebhookSender sender =
                    new WebhookSender(
                            judged.of(ACCOUNT),
                            server.url("/"),
                            Headers.of(),
                            Duration.ofSeconds(5),
                            "t");
            assertThat(sender.post(request()))
                    .isEqualTo(new Outcome.Unreachable(Cause.EGRESS_DENIED));
            assertThat(server.getRequestCount()).isZero();
        }
    }

    private WebhookSender sender() {
        return sender(server.url("/"), Headers.of(), Duration.ofSeconds(5));
    }

    private WebhookSender sender(HttpUrl url, Headers headers, Duration timeout) {
        return new WebhookSender(clients.of(ACCOUNT), url, headers, timeout, "Rowhook/test");
    }

    private static WebhookRequest request() {
        return new WebhookRequest(
                "msg_1",
                Optional.of("0-1"),
                Instant.ofEpochSecond(1_700_000_000),
                "{}..".getBytes(UTF_8),
                2);
    }
}
