package dev.rowhook.dispatcher.http;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.signing.SigningKey;
import dev.rowhook.core.signing.SigningScheme;
import dev.rowhook.dispatcher.http.Outcome.Cause;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

import okio.Buffer;
import okio.GzipSink;
import okio.Okio;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

import javax.net.SocketFactory;

class AnswersTest {
    private static final int KEPT = 16 << 10;

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

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0, PT0S",
                "7, PT7S",
                "' 120 ', PT2M",
                "1.2, PT2S",
                "3.0, PT3S",
                "-1, -",
                "soon, -",
                "'', -",
                "12345678901, -",
                "1e3, -",
                "'7, 8', -",
                "'Fri, 31 Feb 2023', -",
            })
    void thePauseIsReadInSeconds(String value, String pause) {
        Outcome expected =
                new Outcome.Refused(503, Optional.ofNullable(pause).map(Duration::parse));
        assertThat(answered(503, "Retry-After", value)).isEqualTo(expected);
    }

    @Test
    void thePauseIsReadAsADate() {
        // The clock of the request stands at 22:13:20.
        assertThat(answered(429, "Retry-After", "Tue, 14 Nov 2023 22:14:20 GMT"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.retryAfter().orElseThrow())
                                        .isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1)));
        String past =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        Instant.ofEpochSecond(1_600_000_000).atOffset(ZoneOffset.UTC));
        assertThat(answered(429, "Retry-After", past))
                .isEqualTo(new Outcome.Refused(429, Optional.of(Duration.ZERO)));
    }

    @ParameterizedTest
    @CsvSource({
        "500, disable, DISABLE", "200, ' Disable ', DISABLE", "400, abort-message, ABORT_MESSAGE",
        "500, later, NONE", "410, abort-message, DISABLE", "410, '', DISABLE",
    })
    void anEndpointSaysWhatItWants(int status, String header, Wish wish) {
        server.enqueue(response(status).addHeader("webhook-delivery", header).build());
        assertThat(TestEndpoint.at(server.url("/")).post(clients).wish()).isEqualTo(wish);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{\"failed\":[\"a\"]}`",
                "` \n{\"x\":{\"failed\":3},\"failed\":[\"a\",\"a\"]} `",
                "`{\"fail\\u0065d\":[\"\\u0061\"]}`",
            })
    void aReceiverMayTakeAPartOfABatch(String body) {
        assertThat(ofBatch(207, body)).isEqualTo(new Outcome.Partly(207, Set.of("a")));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{\"failed\":[]}`",
                "`ok`",
                "`[\"a\"]`",
                "`{}`",
                "`{\"failed\":\"a\"}`",
                "`{\"failed\":null}`",
                "`{\"x\":[\"failed\"]}`",
                "`{not json`",
                "`{`",
                "`  `",
                "`{\"result\":{\"failed\":[\"a\"]}}`",
            })
    void whatNamesNoMessageAcceptsAll(String body) {
        assertThat(ofBatch(200, body)).isEqualTo(new Outcome.Accepted(200));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{\"failed\":[\"c\"]}`",
                "`{\"failed\":[\"a\",7]}`",
                "`{\"failed\":[null]}`",
                "`{\"failed\":[\"a\"]`",
                "`{\"failed\":[\"a\"],\"failed\":[]}`",
                "`{\"failed\":[\"a\"]} x`",
            })
    void aListThatCannotBeRightAcceptsNone(String body) {
        assertThat(ofBatch(200, body)).isEqualTo(new Outcome.Unreachable(Cause.ANSWER_INVALID));
    }

    @Test
    void noListIsSoughtInALongBodyNorInTheAnswerToOneMessage() {
        String list = "{\"failed\":[\"a\"],\"rest\":\"%s\"}".formatted("x".repeat(256 << 10));
        assertThat(ofBatch(200, list)).isEqualTo(new Outcome.Accepted(200));
        server.enqueue(response(200).body("{\"failed\":[\"msg_1\"]}").build());
        assertThat(TestEndpoint.at(server.url("/")).outcome(clients))
                .isEqualTo(new Outcome.Accepted(200));
    }

    @Test
    void theAnswerOfAFailureIsKept() {
        server.enqueue(response(500).addHeader("X-Trace", "t1").body("no such table").build());
        server.enqueue(response(200).body("fine").build());
        TestEndpoint endpoint = TestEndpoint.at(server.url("/"));

        Answer answer = endpoint.post(clients).answer().orElseThrow();
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.headers().get("x-trace")).isEqualTo("t1");
        assertThat(text(answer)).isEqualTo("no such table");
        assertThat(answer.complete()).isTrue();
        assertThat(endpoint.post(clients).answer()).isEmpty();
    }

    @Test
    void theAnswerOfASuccessIsKeptIfAsked() {
        server.enqueue(response(202).body("queued").build());
        WebhookSender sender =
                new WebhookSender(
                        clients, TestEndpoint.at(server.url("/")).settings(), "t", _ -> true);
        Answer answer = sender.post(TestEndpoint.request()).answer().orElseThrow();
        assertThat(text(answer)).isEqualTo("queued");
    }

    @Test
    void only16KibOfAnAnswerAreKept() {
        server.enqueue(response(500).body("x".repeat(KEPT)).build());
        server.enqueue(response(500).body("x".repeat(KEPT + 1)).build());
        TestEndpoint endpoint = TestEndpoint.at(server.url("/"));

        Answer whole = endpoint.post(clients).answer().orElseThrow();
        assertThat(whole.body()).hasSize(KEPT);
        Answer cut = endpoint.post(clients).answer().orElseThrow();
        assertThat(cut.body()).hasSize(KEPT);
        assertThat(cut.complete()).isFalse();
    }

    @Test
    void secretsAreBlankedInWhatIsKept() {
        SigningKey key = SigningKey.generate(SigningScheme.V1);
        String cutAtTheEnd = "x".repeat(KEPT - 700) + "hunter2!/\"" + "y".repeat(2000);
        server.enqueue(
                response(400)
                        .addHeader("X-Echo", "key=K-4711 token=T-0815")
                        .body(
                                "K-4711, hunter2!\\/\\\", hunter2%21%2F%22, q=s3cr3t, s3cr3t, "
                                        + key.secret().reveal()
                                        + ", bWU6aHVudGVyMiEvIg==, T-0815 "
                                        + cutAtTheEnd)
                        .build());
        Answer answer =
                TestEndpoint.at(server.url("/?q=s3cr3t"))
                        .secretHeaders("X-Key", "K-4711", "X-Token", "Token T-0815")
                        .auth(new Auth.Basic("me", Secret.of("hunter2!/\"")))
                        .signedBy(key)
                        .post(clients)
                        .answer()
                        .orElseThrow();

        assertThat(text(answer))
                .doesNotContain("4711", "hunter2", "s3cr3t", "0815", "aHVudGVy")
                .doesNotContain(key.secret().reveal().substring(6))
                .contains("x".repeat(1000), Secret.MASK + "y");
        assertThat(answer.headers().get("x-echo"))
                .isEqualTo("key=%1$s token=%1$s".formatted(Secret.MASK));
    }

    @Test
    void aSecretIsNotCutInHalf() {
        for (int before = KEPT - 20; before < KEPT; before++) {
            server.enqueue(
                    response(400).body("x".repeat(before) + "0123456789" + "y".repeat(99)).build());
            Answer answer =
                    TestEndpoint.at(server.url("/"))
                            .secretHeaders("X-Key", "0123456789")
                            .post(clients)
                            .answer()
                            .orElseThrow();
            assertThat(text(answer)).doesNotContain("01");
            assertThat(answer.body()).hasSizeLessThanOrEqualTo(KEPT);
        }
    }

    @Test
    void aCompressedAnswerIsNeverUnpacked() throws IOException {
        Buffer bomb = new Buffer();
        try (var gzip = Okio.buffer(new GzipSink(bomb))) {
            gzip.write(new byte[8 << 20]);
        }
        byte[] packed = bomb.clone().readByteArray();
        server.enqueue(
                response(500).addHeader("Content-Encoding", "gzip").body(bomb.clone()).build());
        server.enqueue(response(500).addHeader("Content-Encoding", "gzip").body(bomb).build());
        TestEndpoint endpoint = TestEndpoint.at(server.url("/"));

        Answer answer = endpoint.post(clients).answer().orElseThrow();
        assertThat(answer.body()).isEqualTo(Arrays.copyOf(packed, Math.min(packed.length, KEPT)));
        Answer withSecrets =
                endpoint.secretHeaders("X-Key", "K-4711").post(clients).answer().orElseThrow();
        assertThat(withSecrets.body()).as("nobody can look for the secret in it").isEmpty();
        assertThat(withSecrets.complete()).isFalse();
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() {
        server.enqueue(response(302).addHeader("Location", "http://169.254.169.254/").build());
        Exchange exchange = TestEndpoint.at(server.url("/")).post(clients);
        assertThat(exchange.outcome()).isEqualTo(new Outcome.Refused(302));
        assertThat(exchange.answer().orElseThrow().headers().get("location")).isNotNull();
    }

    private Outcome answered(int status, String name, String value) {
        server.enqueue(response(status).addHeader(name, value).build());
        return TestEndpoint.at(server.url("/")).outcome(clients);
    }

    private Outcome ofBatch(int status, String body) {
        server.enqueue(response(status).body(body).build());
        return TestEndpoint.at(server.url("/"))
                .sender(clients)
                .post(TestEndpoint.batch("a", "b"))
                .outcome();
    }

    private static MockResponse.Builder response(int status) {
        return new MockResponse.Builder().code(status);
    }

    private static String text(Answer answer) {
        return new String(answer.body(), UTF_8);
    }
}
