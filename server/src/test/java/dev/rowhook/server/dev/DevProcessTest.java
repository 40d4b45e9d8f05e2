package dev.rowhook.server.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.embedded.PostgresCluster;
import dev.rowhook.server.client.RestClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// `rowhook dev` needs no help after a `kill -9`, though its Postgres is left running.
class DevProcessTest {
    @TempDir private Path directory;

    @AfterEach
    void removePostgres() {
        PostgresCluster.erase(directory.resolve("data/postgres"));
    }

    @Test
    void whatItKnowsSurvivesAKill() throws Exception {
        Path data = directory.resolve("data");
        int port = freePort();
        String invitation;
        Map<String, ?> endpoint = Map.of("name", "crm", "url", "http://127.0.0.1:1/");
        try (DevProcess killed = DevProcess.start(data, port);
                RestClient rest = new RestClient(killed.url(), killed.token())) {
            rest.create("/v1/http-endpoints", endpoint);
            invitation = Files.readString(data.resolve("owner-invitation")).strip();
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(
                                            data.resolve("owner-invitation"))))
                    .isEqualTo("rw-------");
            assertThat(status(invitation)).isEqualTo(200);
            killed.kill();
        }
        try (DevProcess started = DevProcess.start(data, port);
                RestClient rest = new RestClient(started.url(), started.token())) {
            assertThat(rest.get("/v1/http-endpoints/crm").path("url").asString())
                    .isEqualTo("http://127.0.0.1:1/");
            assertThat(data.resolve("owner-invitation")).hasContent(invitation);
            assertThat(status(invitation)).as("the same is open").isEqualTo(200);
            assertThat(started.stop()).as("ends by itself on SIGTERM").isTrue();
        }
    }

    private static int status(String url) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
