package dev.rowhook.proof.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.embedded.PostgresVersion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/// While Rowhook's own Postgres is away, REST says so and for how long to wait, and is right again
/// as soon as it is back.
class StoreAwayTest {
    @TempDir private Path directory;

    @Test
    void restAsksForPatienceAndRecovers() throws Exception {
        try (Deployment deployment = Deployment.start(directory, PostgresVersion.SHIPPED);
                HttpClient http = HttpClient.newHttpClient()) {
            deployment.storeProxy().cut();
            HttpResponse<String> answer = get(http, deployment);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.headers().firstValue("Content-Type"))
                    .contains("application/problem+json");
            assertThat(answer.body()).contains("\"unavailable\"");
            deployment.storeProxy().pass();
            assertThat(get(http, deployment).statusCode()).isEqualTo(200);
            assertThat(Files.readString(deployment.rowhook().log()))
                    .contains("request failed, own Postgres does not answer")
                    .doesNotContain("\tat org.jooq");
        }
    }

    @Test
    void aServerThatIsStartedMeanwhileWaits() throws Exception {
        try (Deployment deployment = Deployment.start(directory, PostgresVersion.SHIPPED)) {
            deployment.rowhook().kill();
            deployment.storeProxy().cut();
            deployment.rowhook().launchAgain();
            Thread.sleep(3_000);
            assertThat(deployment.rowhook().isAlive()).isTrue();
            deployment.storeProxy().pass();
            deployment.rowhook().awaitReady();
        }
    }

    private static HttpResponse<String> get(HttpClient http, Deployment deployment)
            throws Exception {
        return http.send(
                HttpRequest.newBuilder(deployment.rowhook().url().resolve("/v1/sinks"))
                        .header("Authorization", "Bearer " + deployment.store().token().reveal())
                        .build(),
                BodyHandlers.ofString());
    }
}
