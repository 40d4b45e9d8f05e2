package dev.rowhook.server.runtime;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.rowhook.server.client.RestClient;
import dev.rowhook.store.testing.SourcePostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A whole server with an endpoint that refuses one row: what a person sees of it and does about it
/// by REST.
class DeadLetterRoundTest {

    private final WholeServer server = new WholeServer();
    private final SourcePostgres source = server.source;
    private final RestClient rest = server.rest;
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final List<String> badSignatures = new CopyOnWriteArrayList<>();
    private final HttpServer endpoint;
    private volatile byte[] signingSecret = {};
    private volatile boolean refuses = true;

    DeadLetterRoundTest() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
        endpoint.createContext("/", this::answer);
        endpoint.start();
    }

    /// Refuses row 1, and notes the rows and turns of the others.
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (!isSigned(exchange, body)) {
                badSignatures.add(exchange.getRequestHeaders().getFirst("webhook-signature"));
            }
            JsonNode row = JsonMapper.shared().readTree(body).path("record");
            boolean refused = refuses && row.path("id").asInt() == 1;
            if (!refused) {
                accepted.add(row.path("id").asInt() + ":" + row.path("turn").asInt());
            }
            exchange.sendResponseHeaders(refused ? 422 : 204, -1);
        }
    }

    private boolean isSigned(HttpExchange exchange, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(signingSecret, "HmacSHA256"));
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            String time = exchange.getRequestHeaders().getFirst("webhook-timestamp");
            mac.update("%s.%s.".formatted(id, time).getBytes(UTF_8));
            String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
            return expected.equals(exchange.getRequestHeaders().getFirst("webhook-signature"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void connect() throws SQLException, InterruptedException {
        source.execute("create table item (id int primary key, turn int not null)");
        server.createDatabase("items", source.password());
        JsonNode made =
                rest.create(
                        "/v1/http-endpoints",
                        Map.of(
                                "name",
                                "items",
                                "url",
                                "http://127.0.0.1:" + endpoint.getAddress().getPort()));
        String secret = made.path("signing_keys").path(0).path("secret").asString();
        signingSecret = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        rest.create(
                "/v1/sinks",
                Map.of(
                        "name", "items",
                        "database", "items",
                        "tables", List.of("public.item"),
                        "destination", Map.of("type", "webhook", "http_endpoint", "items"),
                        "retry", Map.of("first_delay", "100ms", "max_attempts", 2)));
        await(() -> rest.get("/v1/sinks/items").path("state").asString().equals("active"));
    }

    @AfterEach
    void close() {
        server.close();
        endpoint.stop(0);
    }

    @Test
    void aRowThatIsRefusedIsSeenRedrivenAndDeliveredInOrder()
            throws SQLException, InterruptedException {
        source.execute("insert into item values (1, 1), (2, 1)");
        source.execute("update item set turn = 2");
        await(() -> deadLetters().size() == 1);
        await(() -> accepted.equals(List.of("2:1", "2:2")));

        JsonNode dead = deadLetters().get(0);
        String id = dead.path("webhook_id").asString();
        assertThat(dead.path("reason").asString()).isEqualTo("retries_exhausted");
        assertThat(dead.path("attempts").asInt()).isEqualTo(2);
        assertThat(dead.path("last_status").asInt()).isEqualTo(422);
        assertThat(dead.path("waiting").asInt()).isEqualTo(1);
        assertThat(rest.get("/v1/sinks/items/dead-letters/" + id).at("/message/record/id").asInt())
                .isEqualTo(1);
        assertThat(message(id).path("state").asString()).isEqualTo("dead");
        await(() -> failedAttempts() == 2);

        refuses = false;
        JsonNode order =
                rest.create(
                        "/v1/sinks/items/dead-letters/redrive",
                        Map.of("filter", Map.of("table", "public.item", "key", List.of("1"))));
        assertThat(order.path("affected").asInt()).isEqualTo(1);
        await(() -> accepted.size() == 4);
        assertThat(accepted.subList(2, 4)).containsExactly("1:1", "1:2");
        await(() -> message(id).path("state").asString().equals("delivered"));
        await(() -> deadLetters().isEmpty());
        assertThat(badSignatures).isEmpty();
        await(() -> acceptedMessages() == 4);
    }

    @Test
    void aRowThatIsDiscardedLetsItsGroupGoOnAndSaysWho() throws SQLException, InterruptedException {
        source.execute("insert into item values (1, 1)");
        await(() -> deadLetters().size() == 1);
        source.execute("update item set turn = 2");
        refuses = false;
        String id = deadLetters().get(0).path("webhook_id").asString();
        JsonNode order =
                rest.create("/v1/sinks/items/dead-letters/discard", Map.of("ids", List.of(id)));
        assertThat(order.path("affected").asInt()).isEqualTo(1);
        await(() -> accepted.equals(List.of("1:2")));
        JsonNode discard = rest.get("/v1/sinks/items/discards").path("data").get(0);
        assertThat(discard.path("webhook_id").asString()).isEqualTo(id);
        assertThat(message(id).path("state").asString()).isEqualTo("discarded");
    }

    private JsonNode deadLetters() throws InterruptedException {
        return rest.get("/v1/sinks/items/dead-letters").path("data");
    }

    private JsonNode message(String id) throws InterruptedException {
        return rest.get("/v1/sinks/items/messages/" + id);
    }

    private int failedAttempts() throws InterruptedException {
        return rest.get("/v1/sinks/items/attempts?accepted=false").path("data").size();
    }

    /// As the counts of the sink have it.
    private long acceptedMessages() throws InterruptedException {
        String hour = Instant.now().minus(Duration.ofHours(1)).toString();
        return rest.get("/v1/sinks/items/counts?from=" + hour)
                .at("/totals/codes/ok/messages")
                .asLong();
    }
}
