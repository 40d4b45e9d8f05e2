package dev.rowhook.dispatcher.http;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.signing.SigningKey;
import dev.rowhook.core.signing.SigningScheme;
import dev.rowhook.dispatcher.http.Outcome.Cause;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.tls.HeldCertificate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

import javax.net.SocketFactory;

class WebhookSenderTest {
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
        Exchange exchange =
                TestEndpoint.at(server.url("/hooks?a=secret"))
                        .headers("X-Env", "prod", "User-Agent", "theirs", "webhook-id", "theirs")
                        .secretHeaders("X-Key", "4711", "x-env", "prod2")
                        .auth(new Auth.Bearer(Secret.of("token-1")))
                        .post(clients);

        assertThat(exchange.outcome()).isEqualTo(new Outcome.Accepted(204));
        RecordedRequest sent = server.takeRequest();
        assertThat(sent.getMethod()).isEqualTo("POST");
        assertThat(sent.getTarget()).isEqualTo("/hooks?a=secret");
        assertThat(Objects.requireNonNull(sent.getBody()).utf8()).isEqualTo("{}");
        Headers headers = sent.getHeaders();
        assertThat(headers.values("x-env")).containsExactly("prod2");
        assertThat(headers.get("x-key")).isEqualTo("4711");
        assertThat(headers.get("authorization")).isEqualTo("Bearer token-1");
        assertThat(headers.get("content-type")).isEqualTo("application/json");
        assertThat(headers.values("user-agent")).containsExactly("Rowhook/test");
        assertThat(headers.values("webhook-id")).containsExactly("msg_1");
        assertThat(headers.get("webhook-timestamp")).isEqualTo("1700000000");
        assertThat(headers.get("rowhook-sequence")).isEqualTo("0-1");
        assertThat(headers.get("rowhook-redriven")).isNull();
        assertThat(headers.values("accept-encoding")).containsExactly("identity");
    }

    @Test
    void anExchangeTellsNoSecretOfItsRequest() {
        server.enqueue(new MockResponse.Builder().code(204).build());
        Exchange exchange =
                TestEndpoint.at(server.url("/hooks?a=secret"))
                        .headers("X-Env", "prod")
                        .secretHeaders("X-Key", "4711")
                        .auth(new Auth.Basic("me", Secret.of("secret")))
                        .post(clients);

        assertThat(exchange.url()).isEqualTo(server.url("/hooks").toString());
        assertThat(exchange.headers().get("x-env")).isEqualTo("prod");
        assertThat(exchange.headers().get("x-key")).isEqualTo(Secret.MASK);
        assertThat(exchange.headers().get("authorization")).isEqualTo(Secret.MASK);
        assertThat(exchange.headers().get("webhook-id")).isEqualTo("msg_1");
    }

    @Test
    void theSignatureIsOfTheBytesThatAreSent() throws Exception {
        SigningKey key = SigningKey.generate(SigningScheme.V1);
        byte[] body = "[%s]".formatted("\"moss\",".repeat(300) + "1").getBytes(UTF_8);
        WebhookRequest request =
                WebhookRequest.single("msg_1", "0-1", TestEndpoint.AT, body, body.length);
        for (boolean gzip : List.of(false, true)) {
            server.enqueue(new MockResponse.Builder().code(204).build());
            TestEndpoint plain = TestEndpoint.at(server.url("/")).signedBy(key);
            TestEndpoint endpoint = gzip ? plain.gzip() : plain;
            endpoint.sender(clients).post(request.redriven(true));

            RecordedRequest sent = server.takeRequest();
            byte[] wire = Objects.requireNonNull(sent.getBody()).toByteArray();
            assertThat(sent.getHeaders().get("content-encoding")).isEqualTo(gzip ? "gzip" : null);
            assertThat(sent.getHeaders().get("rowhook-redriven")).isEqualTo("true");
            assertThat(
                            endpoint.settings()
                                    .signer()
                                    .sign("msg_1", 1_700_000_000, wire, 0, wire.length))
                    .contains(sent.getHeaders().get("webhook-signature"));
            byte[] plainBytes =
                    gzip
                            ? new GZIPInputStream(new ByteArrayInputStream(wire)).readAllBytes()
                            : wire;
            assertThat(plainBytes).isEqualTo(body);
        }
    }

    @Test
    void aShortBodyIsNotCompressed() throws InterruptedException {
        server.enqueue(new MockResponse.Builder().code(204).build());
        TestEndpoint.at(server.url("/")).gzip().post(clients);
        assertThat(server.takeRequest().getHeaders().get("content-encoding")).isNull();
    }

    @Test
    void aKeptConnectionHasNoTimesOfItsBeginning() {
        server.enqueue(new MockResponse.Builder().code(204).build());
        server.enqueue(new MockResponse.Builder().code(204).build());
        HttpUrl url = server.url("/").newBuilder().host("localhost").build();
        Timings first = TestEndpoint.at(url).post(clients).timings();
        Timings second = TestEndpoint.at(url).post(clients).timings();

        assertThat(first.dns()).isPresent();
        assertThat(first.connect()).isPresent();
        assertThat(first.tls()).isEmpty();
        assertThat(first.firstByte()).isPresent();
        assertThat(second.dns()).isEmpty();
        assertThat(second.connect()).isEmpty();
        assertThat(second.firstByte()).isPresent();
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
        Outcome outcome = TestEndpoint.at(server.url("/")).outcome(clients);
        // OkHttp keeps nothing of a 407.
        Optional<Duration> pause = status == 407 ? Optional.empty() : Optional.of(Duration.ZERO);
        assertThat(outcome).isEqualTo(new Outcome.Refused(status, pause));
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void informationalAnswersAreNoAnswer() {
        server.enqueue(
                new MockResponse.Builder()
                        .addInformationalResponse(new MockResponse.Builder().code(103).build())
                        .addInformationalResponse(new MockResponse.Builder().code(102).build())
                        .code(200)
                        .build());
        assertThat(TestEndpoint.at(server.url("/")).outcome(clients))
                .isEqualTo(new Outcome.Accepted(200));
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void aRefusedStreamIsNotTriedAgain() throws Exception {
        HeldCertificate certificate = TestTls.certificate("localhost");
        server.close();
        try (MockWebServer http2 = TestTls.server(certificate)) {
            for (int i = 0; i < 2; i++) {
                http2.enqueue(
                        new MockResponse.Builder()
                                .onRequestStart(
                                        new SocketEffect.CloseStream(
                                                ErrorCode.REFUSED_STREAM.getHttpCode()))
                                .build());
            }
            HttpUrl url = http2.url("/").newBuilder().host("localhost").build();
            assertThat(TestEndpoint.at(url).tls(TestTls.trusting(certificate)).outcome(clients))
                    .isEqualTo(new Outcome.Unreachable(Cause.CONNECTION_RESET));
            // The server counts a request after it has refused it.
            assertThat(http2.takeRequest(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(http2.getRequestCount()).isEqualTo(1);
        }
    }

    @Test
    void aDeadPooledConnectionIsNotTriedAgain() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerOnceThenReset(socket, requests));
            TestEndpoint endpoint =
                    TestEndpoint.at(HttpUrl.get("http://127.0.0.1:" + socket.getLocalPort()));
            assertThat(endpoint.outcome(clients)).isEqualTo(new Outcome.Accepted(200));
            assertThat(endpoint.outcome(clients))
                    .isEqualTo(new Outcome.Unreachable(Cause.CONNECTION_RESET));
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
    void anEndlessAnswerDoesNotHoldTheSender() {
        server.enqueue(
                new MockResponse.Builder()
                        .code(200)
                        .body("x".repeat(1 << 20))
                        .throttleBody(64 << 10, 1, TimeUnit.SECONDS)
                        .build());
        Exchange exchange = TestEndpoint.at(server.url("/")).post(clients);
        assertThat(exchange.outcome()).isEqualTo(new Outcome.Accepted(200));
        assertThat(exchange.took()).isLessThan(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx", "HTTP/1.1 50"})
    void anAnswerThatStopsHoldsTheSenderNoLongerThanTheTimeout(String beginning) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerAndWait(socket, beginning));
            Exchange exchange =
                    TestEndpoint.at(HttpUrl.get("http://127.0.0.1:" + socket.getLocalPort()))
                            .timeout(Duration.ofMillis(300))
                            .post(clients);
            assertThat(exchange.took()).isLessThan(Duration.ofSeconds(2));
            assertThat(exchange.outcome())
                    .isEqualTo(
                            beginning.contains("200")
                                    ? new Outcome.Accepted(200)
                                    : new Outcome.Unreachable(Cause.TIMEOUT));
        }
    }

    private static void answerAndWait(ServerSocket socket, String beginning) {
        try (Socket connection = socket.accept()) {
            readRequest(connection.getInputStream());
            connection.getOutputStream().write(beginning.getBytes(UTF_8));
            // Until the client goes away.
            connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            // The client has gone.
        }
    }
}
