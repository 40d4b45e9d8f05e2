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
import java.nio.file.Path;
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
        Map<String, ?> endpoint = Map.of("name", "crm", "url", "http://127.0.0.1:1/");
        try (DevProcess killed = DevProcess.start(data, port);
                RestClient rest = new RestClient(killed.url(), killed.token())) {
            rest.create("/v1/http-endpoints", endpoint);
            killed.kill();
        }
        try (DevProcess started = DevProcess.start(data, port);
                RestClient rest = new RestClient(started.url(), started.token())) {
            assertThat(rest.get("/v1/http-endpoints/crm").path("url").asString())
                    .isEqualTo("http://127.0.0.1:1/");
            assertThat(started.stop()).as("ends by itself on SIGTERM").isTrue();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
