package dev.rowhook.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A whole server of which somebody watches a sink while it delivers.
class WatchedSinkTest {

    @Test
    @Timeout(60)
    void whatAWorkerDoesIsSeenAtOnceAndAStreamEndsWithTheServer() throws Exception {
        WholeServer server = new WholeServer();
        try (server;
                Items items = new Items("items", server.rest, server.source);
                HttpClient http = HttpClient.newHttpClient()) {
            items.connect(Map.of());
            try (BufferedReader events = open(http, server)) {
                await(events, "\"delivered\":0");
                server.source.execute("insert into item values (1, 'a')");
                // Where the sink is may be told before or after.
                await(events, "\"delivered\":1", "\"code\":\"ok\"");
                server.stop();
                await(events, "{\"reason\":\"server_stops\"}");
                assertThat(events.lines().filter(line -> !line.isEmpty())).isEmpty();
            }
        }
    }

    private static BufferedReader open(HttpClient http, WholeServer server)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.url().resolve("/v1/sinks/items/events"))
                        .header("Authorization", "Bearer " + server.account.token().reveal())
                        .build();
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /// Reads until each of these was said.
    private static void await(BufferedReader events, String... texts) throws IOException {
        List<String> missing = new ArrayList<>(List.of(texts));
        while (!missing.isEmpty()) {
            String line = events.readLine();
            if (line == null) {
                throw new AssertionError("the stream ended without " + missing);
            }
            missing.removeIf(line::contains);
        }
    }
}
