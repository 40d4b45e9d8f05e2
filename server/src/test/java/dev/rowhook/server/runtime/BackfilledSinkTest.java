package dev.rowhook.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import dev.rowhook.server.client.RestClient;
import dev.rowhook.store.testing.OnEverySourceVersion;
import dev.rowhook.store.testing.SourcePostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// A whole server delivers the rows that a table had before there was a sink.
@OnEverySourceVersion(slow = true)
class BackfilledSinkTest {
    private static final int ROWS = 2_000;

    private final WholeServer server = new WholeServer();
    private final SourcePostgres source = server.source;
    private final RestClient rest = server.rest;
    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private final HttpServer endpoint;

    BackfilledSinkTest() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
        endpoint.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        byte[] body = exchange.getRequestBody().readAllBytes();
                        JsonMapper.shared().readTree(body).path("data").forEach(received::add);
                        exchange.sendResponseHeaders(204, -1);
                    }
                });
        endpoint.start();
    }

    @BeforeEach
    void connect() throws SQLException, InterruptedException {
        source.execute(
                "create table orders (id int primary key, total int)",
                "insert into orders select i, i %% 10 from generate_series(1, %d) i"
                        .formatted(ROWS));
        server.createDatabase("shop", source.password());
        rest.create(
                "/v1/http-endpoints",
                Map.of(
                        "name",
                        "shop",
                        "url",
                        "http://127.0.0.1:" + endpoint.getAddress().getPort()));
    }

    @AfterEach
    void close() {
        server.close();
        endpoint.stop(0);
    }

    @Test
    void aBackfillIsDeliveredAndThenComplete() throws Exception {
        createSink(Map.of());
        JsonNode backfill =
                rest.create(
                        "/v1/sinks/orders/backfills", Map.of("filter", "total = 3", "marks", true));

        JsonNode completed = awaitCompleted(backfill.path("id").stringValue());

        assertThat(completed.at("/rows/sent").asInt()).isEqualTo(ROWS / 10);
        assertThat(received.stream().map(message -> message.path("action").stringValue()))
                .hasSize(ROWS / 10 + 2)
                .startsWith("backfill_started")
                .endsWith("backfill_completed")
                .contains("read");
    }

    @Test
    void aSinkThatIsMadeWithABackfillGetsAllRows() throws Exception {
        createSink(Map.of("backfill", Map.of()));
        String id =
                rest.get("/v1/sinks/orders/backfills").path("data").get(0).path("id").stringValue();

        awaitCompleted(id);

        assertThat(received.stream().map(message -> message.at("/record/id").asInt()).distinct())
                .hasSize(ROWS);
    }

    private void createSink(Map<String, ?> further) throws InterruptedException {
        Map<String, Object> fields = new HashMap<>(further);
        fields.put("name", "orders");
        fields.put("database", "shop");
        fields.put("tables", List.of("public.orders"));
        fields.put(
                "destination",
                Map.of("type", "webhook", "http_endpoint", "shop", "path", "/", "batch", true));
        fields.put("batch_size", 100);
        rest.create("/v1/sinks", fields);
    }

    private JsonNode awaitCompleted(String id) throws InterruptedException {
        Instant giveUp = Instant.now().plus(Duration.ofSeconds(60));
        while (true) {
            JsonNode backfill = rest.get("/v1/backfills/" + id);
            if (backfill.path("status").stringValue().equals("completed")) {
                return backfill;
            }
            if (Instant.now().isAfter(giveUp)) {
                throw new AssertionError("not completed: " + backfill);
            }
            Thread.sleep(20);
        }
    }
}
