package dev.rowhook.server.runtime;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.server.client.RestClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Whatever becomes of a sink, what was committed is confirmed to the source as soon as it is in
/// the log: its slot holds no WAL for it.
class SlotNotHeldTest {
    private static final int ROWS = 5_000;

    private final WholeServer server = new WholeServer();
    private final RestClient rest = server.rest;
    private final Items items = new Items("items", rest, server.source);

    /// Takes connections, and answers none.
    private final ServerSocket silence = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());

    SlotNotHeldTest() throws IOException {}

    @BeforeEach
    void connect() throws Exception {
        items.connect(Map.of("first_delay", "10m", "max_delay", "10m"));
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        addSink("silent", silence.getLocalPort());
        addSink("broken", closed);
        addSink("paused", closed);
        rest.create("/v1/sinks/paused/pause", Map.of());
    }

    @AfterEach
    void close() throws IOException {
        items.close();
        server.close();
        silence.close();
    }

    private void addSink(String name, int port) throws Exception {
        rest.create("/v1/http-endpoints", Map.of("name", name, "url", "http://127.0.0.1:" + port));
        rest.create(
                "/v1/sinks",
                Map.of(
                        "name",
                        name,
                        "database",
                        "items",
                        "tables",
                        List.of("public.item"),
                        "destination",
                        Map.of("type", "webhook", "http_endpoint", name)));
        await(() -> rest.get("/v1/sinks/" + name).path("state").asString().equals("active"));
    }

    @Test
    void whatIsInTheLogIsConfirmedWhoeverIsBehind() throws Exception {
        items.refuse(id -> id % 100 == 0);
        server.source.execute(
                "insert into item select i, 'a' from generate_series(1, %d) i".formatted(ROWS));
        String committed = value("select pg_current_wal_insert_lsn()");

        await(() ->
                value(
                                "select confirmed_flush_lsn >= '%s'::pg_lsn from pg_replication_slots where slot_name = 'rowhook_items'"
                                        .formatted(committed))
                        .equals("t"));
        assertThat(logEnd()).isEqualTo(ROWS);
        assertThat(marks("silent", "broken", "paused")).isEqualTo("0 0 0");
        await(() -> items.accepted.size() == ROWS - ROWS / 100);
        assertThat(items.accepted)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, ROWS)
                                .filter(id -> id % 100 != 0)
                                .boxed()
                                .toList());
    }

    private long logEnd() {
        return server.store
                .superuser()
                .fetchSingle("select next_seq - 1 from rowhook.log_position")
                .get(0, Long.class);
    }

    private String marks(String... sinks) {
        return server.store
                .superuser()
                .fetchSingle(
                        """
                        select string_agg(c.mark::text, ' ') from rowhook.sink_cursor c
                        join rowhook.sink s on s.id = c.sink_id where s.name = any (?::text[])
                        """,
                        (Object) sinks)
                .get(0, String.class);
    }

    private String value(String query) throws Exception {
        try (var connection = server.source.superuser().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
