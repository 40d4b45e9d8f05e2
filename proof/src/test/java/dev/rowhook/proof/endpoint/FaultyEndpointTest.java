package dev.rowhook.proof.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

@Timeout(30)
class FaultyEndpointTest {
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private FaultyEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint =
                FaultyEndpoint.start(
                        body -> accepted.add(new String(body, StandardCharsets.UTF_8)), 1);
    }

    @AfterEach
    void stop() {
        endpoint.close();
        http.shutdownNow();
    }

    @Test
    void acceptsWhatComesInOneOrInChunks() throws Exception {
        assertThat(post("one").statusCode()).isEqualTo(204);
        byte[] large = "two".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        BodyPublisher chunks = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
        assertThat(post(chunks).statusCode()).isEqualTo(204);
        assertThat(post("").statusCode()).isEqualTo(204);
        assertThat(accepted).containsExactly("one", "two".repeat(100_000), "");
        assertThat(endpoint.counts()).hasToString("3 requests, 3 accepted");
    }

    @Test
    void refuses() throws Exception {
        endpoint.behave(Behaviour.always(Misconduct.REFUSE_500));
        assertThat(post("one").statusCode()).isEqualTo(500);
        endpoint.behave(Behaviour.always(Misconduct.REFUSE_429));
        HttpResponse<String> tooMany = post("two");
        assertThat(tooMany.statusCode()).isEqualTo(429);
        assertThat(tooMany.headers().firstValue("Retry-After")).contains("1");
        assertThat(accepted).isEmpty();
        assertThat(endpoint.counts())
                .hasToString("2 requests, 0 accepted, 1 REFUSE_500, 1 REFUSE_429");
    }

    @Test
    void neverAnswersOrAnswersWhenNobodyListens() throws Exception {
        endpoint.behave(Behaviour.always(Misconduct.HANG));
        assertThatThrownBy(() -> post("one")).isInstanceOf(HttpTimeoutException.class);
        endpoint.behave(Behaviour.always(Misconduct.LATE));
        endpoint.late(PATIENCE.multipliedBy(2));
        assertThatThrownBy(() -> post("two")).isInstanceOf(HttpTimeoutException.class);
        assertThat(accepted).isEmpty();
        while (accepted.isEmpty()) {
            Thread.sleep(10);
        }
        assertThat(accepted).containsExactly("two");
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET_BEFORE", "CLOSE"})
    void endsTheConnectionAndAcceptsNothing(Misconduct misconduct) {
        endpoint.behave(Behaviour.always(misconduct));
        assertThatThrownBy(() -> post("one")).isInstanceOf(IOException.class);
        assertThat(accepted).isEmpty();
        assertThat(endpoint.counts().of(misconduct)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET_AFTER", "HALF"})
    void acceptsAndEndsTheConnection(Misconduct misconduct) {
        endpoint.behave(Behaviour.always(misconduct));
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> post("one")).isInstanceOf(IOException.class);
        }
        assertThat(accepted).hasSize(20);
        assertThat(endpoint.counts().of(misconduct)).isEqualTo(20);
    }

    @Test
    void acceptsAndNeverComesToAnEnd() throws Exception {
        endpoint.behave(Behaviour.always(Misconduct.ENDLESS));
        HttpResponse<InputStream> answer =
                http.send(request(BodyPublishers.ofString("one")), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        try (InputStream body = answer.body()) {
            assertThat(body.readNBytes(20_000)).hasSize(20_000);
        }
        assertThat(accepted).containsExactly("one");
    }

    @Test
    void mixesByShares() throws Exception {
        endpoint.behave(Behaviour.mixed(Map.of(Misconduct.REFUSE_500, 0.3, Misconduct.CLOSE, 0.2)));
        int good = 0;
        for (int i = 0; i < 200; i++) {
            good += postQuietly("x") == 204 ? 1 : 0;
        }
        EndpointCounts counts = endpoint.counts();
        assertThat(counts.requests()).isEqualTo(200);
        assertThat(counts.accepted())
                .isEqualTo(good)
                .isEqualTo(accepted.size())
                .isBetween(70L, 130L);
        assertThat(counts.of(Misconduct.REFUSE_500)).isBetween(35L, 85L);
        assertThat(counts.of(Misconduct.CLOSE)).isBetween(20L, 60L);
    }

    @Test
    void isDownAndUpOnOnePort() throws Exception {
        assertThat(post("one").statusCode()).isEqualTo(204);
        endpoint.down();
        assertThatThrownBy(() -> post("two")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> post("three")).isInstanceOf(ConnectException.class);
        endpoint.up();
        assertThat(post("four").statusCode()).isEqualTo(204);
        assertThat(accepted).containsExactly("one", "four");
    }

    @Test
    void endsAtOnceAndAcceptsNothingLate() throws Exception {
        endpoint.behave(Behaviour.always(Misconduct.LATE));
        assertThatThrownBy(() -> post("one")).isInstanceOf(HttpTimeoutException.class);
        long start = System.nanoTime();
        endpoint.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(accepted).isEmpty();
    }

    @Test
    void answers500ToWhatIsObjectedTo() throws Exception {
        try (FaultyEndpoint strict =
                FaultyEndpoint.start(
                        _ -> {
                            throw new IllegalArgumentException("not so");
                        },
                        1)) {
            HttpRequest request =
                    HttpRequest.newBuilder(strict.url())
                            .POST(BodyPublishers.ofString("one"))
                            .build();
            assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(500);
            assertThat(strict.counts().accepted()).isZero();
            assertThat(strict.objection()).get().extracting("message").isEqualTo("not so");
        }
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return post(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> post(BodyPublisher body) throws IOException, InterruptedException {
        return http.send(request(body), BodyHandlers.ofString());
    }

    private int postQuietly(String body) throws InterruptedException {
        try {
            return post(body).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private HttpRequest request(BodyPublisher body) {
        return HttpRequest.newBuilder(endpoint.url()).timeout(PATIENCE).POST(body).build();
    }
}
