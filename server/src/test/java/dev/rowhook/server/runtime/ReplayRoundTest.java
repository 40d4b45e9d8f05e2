package dev.rowhook.server.runtime;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.rowhook.server.client.RestClient;
import dev.rowhook.server.client.RestException;
import dev.rowhook.store.testing.SourcePostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A whole server that retains a table: sinks are sent their past again, or begin in it.
class ReplayRoundTest {
    private static final String SINK = "orders";

    private final WholeServer server = new WholeServer();
    private final SourcePostgres source = server.source;
    private final RestClient rest = server.rest;
    private final Map<String, List<Received>> received = new ConcurrentHashMap<>();
    private final HttpServer endpoint;

    /// A message, and what its headers said.
    private record Received(String change, String id, String sequence, boolean again) {}

    ReplayRoundTest() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
        endpoint.createContext("/", this::accept);
        endpoint.start();
    }

    private void accept(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode change =
                    JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            String words =
                    "%s %d %d"
                            .formatted(
                                    change.path("action").asString(),
                                    change.at("/record/id").asInt(),
                                    change.at("/record/total").asInt(0));
            received(exchange.getRequestURI().getPath().substring(1))
                    .add(
                            new Received(
                                    words,
                                    exchange.getRequestHeaders().getFirst("webhook-id"),
                                    exchange.getRequestHeaders().getFirst("rowhook-sequence"),
                                    exchange.getRequestHeaders().containsKey("rowhook-replay")));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    @BeforeEach
    void connect() throws SQLException, InterruptedException {
        source.execute("create table orders (id int primary key, total int)");
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
    void thePastIsSentAgainInItsOrderAndThenWhatIsNew() throws Exception {
        createSink(SINK, Map.of());
        String time = query("select to_json(clock_timestamp()) #>> '{}'");
        source.execute("insert into orders values (1, 10), (2, 20)");
        source.execute("update orders set total = 11 where id = 1");
        String lsn = query("select pg_current_wal_insert_lsn()");
        source.execute("delete from orders where id = 2");
        source.execute("insert into orders values (3, 30)");
        await(() -> received(SINK).size() == 5);

        JsonNode plan = replay(Map.of("from", Map.of("seq", 2), "plan", true));
        assertThat(plan.path("messages").asInt()).isEqualTo(4);
        assertThat(plan.path("messages_exact").asBoolean()).isTrue();
        assertThat(plan.at("/from/seq").asLong()).isEqualTo(2);
        assertThat(plan.at("/until/seq").asLong()).isEqualTo(5);
        assertThat(plan.at("/earliest/seq").asLong()).isEqualTo(1);
        assertThat(received(SINK)).hasSize(5);

        JsonNode run = replay(Map.of("from", Map.of("lsn", lsn)));
        assertThat(run.path("run").asInt()).isEqualTo(1);
        assertThat(run.path("from").asLong()).isEqualTo(4);
        source.execute("insert into orders values (4, 40)");
        await(() -> received(SINK).size() == 8);
        await(() -> replays().get(0).path("state").asString().equals("completed"));

        List<Received> again = received(SINK).subList(5, 8);
        assertThat(again.stream().map(Received::change))
                .containsExactly("delete 2 0", "insert 3 30", "insert 4 40");
        assertThat(again.stream().map(Received::sequence)).containsExactly("1-4", "1-5", "1-6");
        assertThat(again.stream().map(Received::again)).containsExactly(true, true, false);
        assertThat(again.get(0).id()).isEqualTo(received(SINK).get(3).id());

        replay(Map.of("from", Map.of("time", time), "ids", "new"));
        await(() -> received(SINK).size() == 14);
        assertThat(received(SINK).get(8).change()).isEqualTo("insert 1 10");
        assertThat(received(SINK).get(8).id()).isEqualTo(received(SINK).get(0).id() + "_r2");
        String message = "/v1/sinks/orders/messages/" + received(SINK).get(8).id();
        await(() -> rest.get(message).path("state").asString().equals("delivered"));
    }

    @Test
    void aSinkBeginsInThePastWithExactlyWhatCameSince() throws Exception {
        retain();
        source.execute("insert into orders values (1, 10)");
        source.execute("insert into orders values (2, 20)");
        String time = query("select to_json(clock_timestamp()) #>> '{}'");
        String lsn = query("select pg_current_wal_insert_lsn()");
        source.execute("update orders set total = 21 where id = 2");
        source.execute("delete from orders where id = 1");
        await(() -> logEnd() == 4);

        createSink("by-time", Map.of("start", Map.of("at", time)));
        createSink("by-lsn", Map.of("start", Map.of("at", lsn)));
        createSink("now", Map.of());
        source.execute("insert into orders values (3, 30)");
        for (String sink : List.of("by-time", "by-lsn")) {
            await(() -> received(sink).size() == 3);
            assertThat(received(sink).stream().map(Received::change))
                    .containsExactly("update 2 21", "delete 1 0", "insert 3 30");
            assertThat(received(sink)).noneMatch(Received::again);
        }
        await(() -> received("now").size() == 1);
        assertThat(rest.get("/v1/sinks/by-lsn").at("/start/at").asString()).isEqualTo(lsn);
        JsonNode plan =
                rest.create("/v1/sinks/now/replay", Map.of("from", Map.of("seq", 1), "plan", true));
        assertThat(plan.path("messages").asInt()).isEqualTo(5);
    }

    @Test
    void aStartBeforeTheTablesWereRetainedIsRefused() throws Exception {
        Instant before = Instant.now().minusSeconds(60);
        refused(
                () -> createSink(SINK, Map.of("start", Map.of("at", before.toString()))),
                "start_not_retained");
        source.execute("insert into orders values (1, 10)");
        retain();
        refused(
                () -> createSink(SINK, Map.of("start", Map.of("at", before.toString()))),
                "start_too_early",
                "\"seq\":1");
        refused(() -> createSink(SINK, Map.of("start", Map.of("at", "0/1"))), "start_too_early");
    }

    @Test
    void acrossAFilterEditOnlyWhatIsRetainedIsSentAgain() throws Exception {
        createSink(SINK, Map.of("filter", "total > 100"));
        source.execute("insert into orders values (1, 50), (2, 150)");
        await(() -> received(SINK).size() == 1);
        rest.change("/v1/sinks/orders", Map.of("filter", "total < 100"));
        source.execute("insert into orders values (3, 60)");
        await(() -> received(SINK).size() == 2);
        refused(() -> replay(Map.of("from", Map.of("seq", 1))), "replay_too_early", "\"seq\":2");

        retain();
        source.execute("insert into orders values (4, 70), (5, 170)");
        await(() -> received(SINK).size() == 3);
        rest.change("/v1/sinks/orders", Map.of("filter", "total > 160"));
        JsonNode plan = replay(Map.of("from", Map.of("seq", 3), "plan", true));
        assertThat(plan.path("messages").asInt()).isEqualTo(2);
        assertThat(plan.path("messages_exact").asBoolean()).isFalse();
        replay(Map.of("from", Map.of("seq", 3)));
        source.execute("insert into orders values (6, 180)");
        await(() -> received(SINK).size() == 5);
        assertThat(received(SINK).subList(3, 5).stream().map(Received::change))
                .containsExactly("insert 5 170", "insert 6 180");
    }

    private void createSink(String name, Map<String, ?> more) throws InterruptedException {
        Map<String, Object> fields = new HashMap<>(more);
        fields.put("name", name);
        fields.put("database", "shop");
        fields.put("tables", List.of("public.orders"));
        fields.put("group_by", "sink");
        fields.put(
                "destination",
                Map.of("type", "webhook", "http_endpoint", "shop", "path", "/" + name));
        rest.create("/v1/sinks", fields);
        await(() -> rest.get("/v1/sinks/" + name).path("state").asString().equals("active"));
    }

    private void retain() throws InterruptedException {
        JsonNode changed =
                rest.change(
                        "/v1/databases/shop",
                        Map.of("retain", Map.of("tables", List.of("public.orders"), "for", "24h")));
        assertThat(changed.at("/retain/for").asString()).isEqualTo("1d");
        await(() -> rest.get("/v1/databases/shop").path("state").asString().equals("streaming"));
    }

    private JsonNode replay(Map<String, ?> request) throws InterruptedException {
        return rest.create("/v1/sinks/orders/replay", request);
    }

    private JsonNode replays() throws InterruptedException {
        return rest.get("/v1/sinks/orders/replays").path("data");
    }

    private List<Received> received(String sink) {
        return received.computeIfAbsent(sink, _ -> new CopyOnWriteArrayList<>());
    }

    private long logEnd() {
        return server.store
                        .superuser()
                        .fetchSingle("select next_seq from rowhook.log_position")
                        .get(0, Long.class)
                - 1;
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private interface Request {
        void send() throws InterruptedException;
    }

    private static void refused(Request request, String... words) {
        assertThatThrownBy(request::send)
                .isInstanceOf(RestException.class)
                .hasMessageContaining("409")
                .hasMessageContainingAll(words);
    }
}
