package dev.rowhook.server.runtime;

import static dev.rowhook.store.testing.Waiting.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.rowhook.server.client.RestClient;
import dev.rowhook.store.testing.SourcePostgres;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntPredicate;

/// A table `item (id, note)` of a source on its way to an endpoint that notes what it accepts, all
/// under one name. Thread-safe.
final class Items implements AutoCloseable {

    final String name;
    final List<Integer> accepted = new CopyOnWriteArrayList<>();
    private final RestClient rest;
    private final SourcePostgres source;
    private final HttpServer endpoint;
    private volatile IntPredicate refuses = _ -> false;
    private volatile String answer = "";

    Items(String name, RestClient rest, SourcePostgres source) throws IOException {
        this.name = name;
        this.rest = rest;
        this.source = source;
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
        endpoint.createContext("/", this::answer);
        endpoint.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode message = JsonMapper.shared().readTree(exchange.getRequestBody());
            int id = message.path("record").path("id").asInt();
            boolean refused = refuses.test(id);
            if (!refused) {
                accepted.add(id);
            }
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(refused ? 422 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /// Which rows are refused from now on.
    void refuse(IntPredicate rows) {
        refuses = rows;
    }

    /// What the endpoint answers from now on.
    void answerWith(String text) {
        answer = text;
    }

    /// Makes database, endpoint and sink, and waits until the sink is active.
    ///
    /// @param retry how the sink retries
    void connect(Map<String, ?> retry) throws Exception {
        connect(retry, "primary_key");
    }

    /// @param groupBy what of it has to stay in order
    void connect(Map<String, ?> retry, String groupBy) throws Exception {
        source.execute("create table if not exists item (id int primary key, note text)");
        connect(login(source.port()), retry, groupBy);
    }

    /// Does so to a table that there is.
    ///
    /// @param login the fields of the database
    void connect(Map<String, Object> login, Map<String, ?> retry, String groupBy) throws Exception {
        rest.create("/v1/databases", login);
        rest.create(
                "/v1/http-endpoints",
                Map.of("name", name, "url", "http://127.0.0.1:" + endpoint.getAddress().getPort()));
        rest.create(
                "/v1/sinks",
                Map.of(
                        "name", name,
                        "database", name,
                        "tables", List.of("public.item"),
                        "destination", Map.of("type", "webhook", "http_endpoint", name),
                        "retry", retry,
                        "group_by", groupBy));
        await(() -> sink("").path("state").asString().equals("active"));
    }

    /// The fields of the database.
    Map<String, Object> login(int port) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("name", name);
        fields.put("hostname", source.host());
        fields.put("port", port);
        fields.put("database", source.database());
        fields.put("username", source.user());
        fields.put("password", source.password());
        return fields;
    }

    /// What the REST interface says of the sink.
    JsonNode sink(String below) throws InterruptedException {
        return rest.get("/v1/sinks/" + name + below);
    }

    /// Whether somebody streams from the slot; false if there is none.
    boolean isStreamed() throws Exception {
        try (var connection = source.superuser().getConnection();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select active from pg_replication_slots where slot_name = 'rowhook_%s'"
                                        .formatted(name))) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    /// How many slots and publications of this name the source has.
    int leftAtSource() throws Exception {
        try (var connection = source.superuser().getConnection();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                select (select count(*) from pg_replication_slots where slot_name = 'rowhook_%1$s')
                                     + (select count(*) from pg_publication where pubname like 'rowhook_%1$s%%')
                                """
                                        .formatted(name))) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Override
    public void close() {
        endpoint.stop(0);
    }
}
