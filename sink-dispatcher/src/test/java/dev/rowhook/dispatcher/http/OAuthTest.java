package dev.rowhook.dispatcher.http;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.JudgedSocketFactory;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.dispatcher.http.Outcome.Cause;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

import okhttp3.HttpUrl;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.net.SocketFactory;

class OAuthTest {
    private final MockWebServer issuer = new MockWebServer();
    private final MockWebServer endpoint = new MockWebServer();
    private final HttpClients clients = new HttpClients(SocketFactory.getDefault());

    @BeforeEach
    void start() throws IOException {
        issuer.start(InetAddress.getLoopbackAddress(), 0);
        endpoint.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void close() {
        clients.close();
        issuer.close();
        endpoint.close();
    }

    @Test
    void aTokenIsFetchedOnceAndSentWithEachRequest() throws InterruptedException {
        grant("Token-1", 3600);
        accept(2);
        assertThat(post(basic())).isEqualTo(new Outcome.Accepted(204));
        assertThat(post(basic())).isEqualTo(new Outcome.Accepted(204));

        assertThat(authorization()).isEqualTo("Bearer Token-1");
        assertThat(authorization()).isEqualTo("Bearer Token-1");
        assertThat(issuer.getRequestCount()).isEqualTo(1);
        RecordedRequest asked = issuer.takeRequest();
        assertThat(asked.getHeaders().get("authorization"))
                .as("both parts encoded as in a form")
                .isEqualTo("Basic bWUlM0F0b286cyUyNmNyJTI1dA==");
        assertThat(Objects.requireNonNull(asked.getBody()).utf8())
                .isEqualTo("grant_type=client_credentials&scope=write+read&audience=crm");
    }

    @Test
    void aClientNamesItselfInTheBodyIfAsked() throws InterruptedException {
        grant("Token-1", 3600);
        accept(1);
        post(new Auth.OAuth2(token(), "me", Secret.of("s&c"), List.of(), Optional.empty(), true));
        RecordedRequest asked = issuer.takeRequest();
        assertThat(asked.getHeaders().get("authorization")).isNull();
        assertThat(Objects.requireNonNull(asked.getBody()).utf8())
                .isEqualTo("grant_type=client_credentials&client_id=me&client_secret=s%26c");
    }

    @Test
    void manyWhoAskAtOnceShareOneFetch() throws Exception {
        issuer.enqueue(granted("Token-1", 3600).headersDelay(200, TimeUnit.MILLISECONDS).build());
        accept(20);
        WebhookSender sender = settings(basic()).sender(clients);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Exchange>> posts = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                posts.add(threads.submit(() -> sender.post(TestEndpoint.request())));
            }
            for (Future<Exchange> post : posts) {
                assertThat(post.get().outcome()).isEqualTo(new Outcome.Accepted(204));
            }
        }
        assertThat(issuer.getRequestCount()).isEqualTo(1);
    }

    @Test
    void aTokenIsNotUsedInItsLastMinute() throws InterruptedException {
        grant("Token-1", 1);
        grant("Token-2", 3600);
        accept(2);
        post(basic());
        Thread.sleep(600);
        post(basic());
        assertThat(authorization()).isEqualTo("Bearer Token-1");
        assertThat(authorization()).isEqualTo("Bearer Token-2");
    }

    @Test
    void aTokenThatTheEndpointRefusesIsDroppedAndTheRequestNotSentAgain()
            throws InterruptedException {
        grant("Token-1", 3600);
        grant("Token-2", 3600);
        endpoint.enqueue(new MockResponse.Builder().code(401).body("Token-1 is over").build());
        accept(1);
        Exchange refused = settings(basic()).post(clients);
        assertThat(refused.outcome()).isEqualTo(new Outcome.Refused(401));
        assertThat(new String(refused.answer().orElseThrow().body(), UTF_8))
                .isEqualTo(Secret.MASK + " is over");
        assertThat(refused.headers().get("authorization")).isEqualTo(Secret.MASK);
        assertThat(endpoint.getRequestCount()).isEqualTo(1);

        assertThat(post(basic())).isEqualTo(new Outcome.Accepted(204));
        assertThat(authorization()).isEqualTo("Bearer Token-1");
        assertThat(authorization()).isEqualTo("Bearer Token-2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "token=T",
                "[]",
                "{}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":7}",
                "{\"access_token\":\"a\\nb\"}",
                "{\"access_token\":\"T\",\"token_type\":\"mac\"}",
                "{\"access_token\":\"T\"",
            })
    void withoutATokenNothingIsSent(String answer) {
        issuer.enqueue(new MockResponse.Builder().body(answer).build());
        assertNoToken();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 500})
    void anIssuerThatRefusesIsAFailure(int status) {
        issuer.enqueue(
                granted("Token-1", 3600)
                        .code(status)
                        .addHeader("Location", endpoint.url("/").toString())
                        .build());
        assertNoToken();
    }

    @Test
    void anAnswerOfTheIssuerMayBe64KibLong() {
        String padding = "\"x\":\"%s\"".formatted("x".repeat(64 << 10));
        issuer.enqueue(
                new MockResponse.Builder()
                        .body("{\"access_token\":\"T\",%s}".formatted(padding))
                        .build());
        assertNoToken();
    }

    @Test
    void anIssuerThatNeverAnswersHoldsNobodyBeyondTheTimeout() {
        issuer.enqueue(new MockResponse.Builder().headersDelay(30, TimeUnit.SECONDS).build());
        Exchange exchange = settings(basic()).timeout(Duration.ofMillis(300)).post(clients);
        assertThat(exchange.outcome()).isEqualTo(new Outcome.Unreachable(Cause.AUTH_TOKEN_FAILED));
        assertThat(exchange.took()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aWaitForATokenEndsWithTheOthers() throws Exception {
        issuer.enqueue(new MockResponse.Builder().headersDelay(30, TimeUnit.SECONDS).build());
        WebhookSender sender = settings(basic()).sender(clients);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Exchange> post = threads.submit(() -> sender.post(TestEndpoint.request()));
            issuer.takeRequest();
            sender.cancelAll();
            assertThat(post.get().outcome())
                    .isEqualTo(new Outcome.Unreachable(Cause.AUTH_TOKEN_FAILED));
            assertThat(post.get().took()).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void anIssuerIsJudgedAsEndpointsAre() {
        EgressPolicy strict = EgressPolicy.of(EgressMode.PRODUCTION);
        try (HttpClients judged = new HttpClients(new JudgedSocketFactory(strict))) {
            assertThat(settings(basic()).outcome(judged))
                    .isEqualTo(new Outcome.Unreachable(Cause.AUTH_TOKEN_FAILED));
        }
        assertThat(issuer.getRequestCount()).isZero();
    }

    private void assertNoToken() {
        assertThat(post(basic())).isEqualTo(new Outcome.Unreachable(Cause.AUTH_TOKEN_FAILED));
        assertThat(endpoint.getRequestCount()).isZero();
    }

    private void grant(String token, int seconds) {
        issuer.enqueue(granted(token, seconds).build());
    }

    private static MockResponse.Builder granted(String token, int seconds) {
        return new MockResponse.Builder()
                .body(
                        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                                .formatted(token, seconds));
    }

    private void accept(int times) {
        for (int i = 0; i < times; i++) {
            endpoint.enqueue(new MockResponse.Builder().code(204).build());
        }
    }

    private String authorization() throws InterruptedException {
        return Objects.requireNonNull(endpoint.takeRequest().getHeaders().get("authorization"));
    }

    private Outcome post(Auth auth) {
        return settings(auth).outcome(clients);
    }

    private TestEndpoint settings(Auth auth) {
        return TestEndpoint.at(endpoint.url("/")).auth(auth);
    }

    private Auth basic() {
        return new Auth.OAuth2(
                token(),
                "me:too",
                Secret.of("s&cr%t"),
                List.of("write", "read"),
                Optional.of("crm"),
                false);
    }

    private HttpUrl token() {
        return issuer.url("/token");
    }
}
