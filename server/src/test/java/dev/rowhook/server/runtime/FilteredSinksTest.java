package dev.rowhook.server.runtime;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CONDITION;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import dev.rowhook.server.client.RestClient;
import dev.rowhook.store.testing.OnEverySourceVersion;
import dev.rowhook.store.testing.SourcePostgres;

import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A whole server with two sinks of one table: one takes all, the other has a filter.
@OnEverySourceVersion(slow = true)
class FilteredSinksTest {
    private static final String FILTERED = "filtered";
    private static final String ALL = "all";

    private final WholeServer server = new WholeServer();
    private final SourcePostgres source = server.source;
    private final RestClient rest = server.rest;
    private final DSLContext store = server.store.superuser();
    private final Map<String, List<Integer>> received = new ConcurrentHashMap<>();
    private final HttpServer endpoint;

    FilteredSinksTest() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
        endpoint.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        JsonNode change =
                                JsonMapper.shared()
                                        .readTree(exchange.getRequestBody().readAllBytes());
                        received(exchange.getRequestURI().getPath().substring(1))
                                .add(change.at("/record/id").asInt());
                        exchange.sendResponseHeaders(204, -1);
                    }
                });
        endpoint.start();
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
        for (String sink : List.of(ALL, FILTERED)) {
            rest.create(
                    "/v1/sinks",
                    Map.of(
                            "name",
                            sink,
                            "database",
                            "shop",
                            "tables",
                            List.of("public.orders"),
                            "destination",
                            Map.of(
                                    "type",
                                    "webhook",
                                    "http_endpoint",
                                    "shop",
                                    "path",
                                    "/" + sink)));
        }
        filter("total > 100");
    }

    @AfterEach
    void close() {
        server.close();
        endpoint.stop(0);
    }

    @Test
    void aSinkGetsWhatItsFilterLetsPass() throws SQLException, InterruptedException {
        source.execute("insert into orders select i, i * 50 from generate_series(1, 6) i");
        await(() -> received(ALL).size() == 6);
        await(() -> received(FILTERED).size() == 4);

        filter("total > 250");
        source.execute("insert into orders select i, (i - 6) * 50 from generate_series(7, 12) i");
        await(() -> received(ALL).size() == 12);
        await(() -> received(FILTERED).size() == 5);
        assertThat(received(FILTERED)).containsExactlyInAnyOrder(3, 4, 5, 6, 12);
    }

    @Test
    void aColumnThatIsDroppedAndBroughtBackLosesNothing()
            throws SQLException, InterruptedException {
        source.execute(
                "insert into orders values (1, 150), (2, 50)",
                "alter table orders drop column total",
                "insert into orders values (3)");
        await(() -> conditions().contains("filter_broken"));
        await(() -> received(ALL).size() == 3);
        assertThat(received(FILTERED)).doesNotContain(3);

        source.execute(
                "alter table orders add column total int",
                "insert into orders values (4, 150), (5, 50)");
        await(() -> received(FILTERED).size() == 3);
        await(() -> received(ALL).size() == 5);
        await(() -> !conditions().contains("filter_broken"));
        assertThat(received(FILTERED)).containsExactlyInAnyOrder(1, 3, 4);
        assertThat(received(ALL)).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    }

    private List<Integer> received(String sink) {
        return received.computeIfAbsent(sink, _ -> new CopyOnWriteArrayList<>());
    }

    /// Saves a filter as the REST interface does, and waits until it is in effect.
    private void filter(String text) throws InterruptedException {
        long saved =
                store.transactionResult(tx -> {
                    long version =
                            tx.dsl()
                                    .update(DATABASE)
                                    .set(
                                            DATABASE.SETTINGS_VERSION,
                                            DATABASE.SETTINGS_VERSION.plus(1))
                                    .returningResult(DATABASE.SETTINGS_VERSION)
                                    .fetchSingle()
                                    .value1();
                    tx.dsl()
                            .update(SINK)
                            .set(SINK.FILTER, text)
                            .set(SINK.SETTINGS_VERSION, version)
                            .set(SINK.MATCH_VERSION, version)
                            .where(SINK.NAME.eq(FILTERED))
                            .execute();
                    String database =
                            tx.dsl()
                                    .select(DATABASE.ID)
                                    .from(DATABASE)
                                    .fetchSingle()
                                    .value1()
                                    .toString();
                    tx.dsl().fetch("select pg_notify('rowhook_settings', ?)", database);
                    return version;
                });
        await(() -> rest(FILTERED).equals("active"));
        await(() ->
                store.fetchExists(
                        SINK_CURSOR.join(SINK).on(SINK.ID.eq(SINK_CURSOR.SINK_ID)),
                        SINK.NAME.eq(FILTERED),
                        SINK_CURSOR.SETTINGS_VERSION.eq(saved)));
        await(() ->
                store.fetchSingle("select settings_version from rowhook.log_position")
                                .get(0, Long.class)
                        >= saved);
    }

    private String rest(String sink) {
        try {
            return rest.get("/v1/sinks/" + sink).path("state").asString();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> conditions() {
        return store.select(SINK_CONDITION.CODE).from(SINK_CONDITION).fetch(SINK_CONDITION.CODE);
    }
}
