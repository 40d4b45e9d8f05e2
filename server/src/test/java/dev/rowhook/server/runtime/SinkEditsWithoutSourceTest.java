package dev.rowhook.server.runtime;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.server.client.Destination;
import dev.rowhook.server.client.RestClient;
import dev.rowhook.server.client.SourceLogin;
import dev.rowhook.server.client.Wiring;
import dev.rowhook.store.testing.OwnPostgres;
import dev.rowhook.store.testing.SourcePostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A whole server, whose source goes away.
class SinkEditsWithoutSourceTest {

    private final WholeServer server = new WholeServer();
    private final OwnPostgres store = server.store;
    private final SourcePostgres source = server.source;
    private final RestClient rest = server.rest;
    private final AtomicInteger received = new AtomicInteger();
    private final HttpServer endpoint;

    SinkEditsWithoutSourceTest() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
        endpoint.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        exchange.getRequestBody().readAllBytes();
                        received.incrementAndGet();
                        exchange.sendResponseHeaders(204, -1);
                    }
                });
        endpoint.start();
    }

    @BeforeEach
    void connect() throws SQLException, InterruptedException {
        source.execute("create table item (id int primary key)");
        URI url = URI.create("http://127.0.0.1:" + endpoint.getAddress().getPort());
        new Wiring(rest, "items")
                .connect(
                        new SourceLogin(
                                source.host(),
                                source.port(),
                                source.database(),
                                source.user(),
                                Secret.of(source.password())),
                        List.of("public.item"),
                        new Destination(url, "Bearer none", false),
                        Map.of());
        source.execute("insert into item values (1)");
        await(() -> received.get() == 1);
    }

    @AfterEach
    void close() {
        server.close();
        endpoint.stop(0);
    }

    @Test
    void aSinkIsPausedAndResumedWhileItsSourceIsAway() throws SQLException, InterruptedException {
        sourceAnswers(false);
        await(() -> !conditions().equals("[]"));

        rest.change("/v1/sinks/items", Map.of("status", "paused"));
        assertThat(versionInEffect()).isEqualTo(newestVersion());
        rest.change("/v1/sinks/items", Map.of("max_in_flight", 1));
        rest.change("/v1/sinks/items", Map.of("status", "active"));
        assertThat(versionInEffect()).isEqualTo(newestVersion());

        rest.change("/v1/sinks/items", Map.of("status", "paused"));
        sourceAnswers(true);
        source.execute("insert into item values (2)");
        await(() -> logged() == 2);
        assertThat(received).hasValue(1);
        rest.change("/v1/sinks/items", Map.of("status", "active"));
        await(() -> received.get() == 2);
    }

    private String conditions() {
        try {
            return rest.get("/v1/databases/items").path("conditions").toString();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Lets the source be reached, or ends all connections to it.
    private void sourceAnswers(boolean does) throws SQLException {
        try (Connection superuser = source.superuser().getConnection();
                Statement statement = superuser.createStatement()) {
            statement.execute(
                    "alter role %s %s".formatted(source.user(), does ? "login" : "nologin"));
            if (!does) {
                statement.execute(
                        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = '%s'"
                                .formatted(source.user()));
            }
        }
    }

    private long versionInEffect() {
        return store.worker()
                .select(SINK_CURSOR.SETTINGS_VERSION)
                .from(SINK_CURSOR)
                .fetchSingle()
                .value1();
    }

    private long newestVersion() {
        return store.worker().select(SINK.SETTINGS_VERSION).from(SINK).fetchSingle().value1();
    }

    /// How many changes the log has taken.
    private long logged() {
        return store.worker()
                .select(LOG_POSITION.NEXT_SEQ.minus(1))
                .from(LOG_POSITION)
                .fetchSingle()
                .value1();
    }
}
