package dev.rowhook.proof.faults;

import dev.rowhook.proof.endpoint.FaultyEndpoint;
import dev.rowhook.proof.ledger.Workload;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Commits a row every now and then, and knows when each was written and when it was delivered.
/// Times are of [System#nanoTime]. Thread-safe.
final class Probe implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration EVERY = Duration.ofMillis(25);

    private final Map<Long, Long> begun = new ConcurrentHashMap<>();
    private final Set<Long> committed = ConcurrentHashMap.newKeySet();
    private final Map<Long, Long> delivered = new ConcurrentHashMap<>();
    private final FaultyEndpoint endpoint;
    private final Thread thread;
    private volatile boolean stopping;

    private Probe(Workload.Connections connections, long seed) throws IOException {
        this.endpoint = FaultyEndpoint.start(this::accept, seed);
        this.thread =
                Thread.ofPlatform().name("probe").daemon(true).unstarted(() -> write(connections));
    }

    /// Makes its table, `probe`, and its endpoint; nothing is written until [#start].
    static Probe create(Workload.Connections connections, long seed)
            throws SQLException, IOException {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            statement.execute("create table probe (id bigint primary key)");
        }
        return new Probe(connections, seed);
    }

    /// The fields of its HTTP endpoint.
    Map<String, ?> endpointFields(String name) {
        return Map.of("name", name, "url", endpoint.url().toString());
    }

    /// The fields of its sink.
    Map<String, ?> sinkFields(String name, String database) {
        return Map.of(
                "name",
                name,
                "database",
                database,
                "tables",
                List.of("probe"),
                "request_timeout",
                "1s",
                "retry",
                Map.of("first_delay", "100ms", "max_delay", "1s"),
                "destination",
                Map.of("type", "webhook", "http_endpoint", name));
    }

    void start() {
        thread.start();
    }

    private void write(Workload.Connections connections) {
        try (Connection connection = connections.open();
                PreparedStatement insert =
                        connection.prepareStatement("insert into probe values (?)")) {
            for (long id = 1; !stopping; id++) {
                begun.put(id, System.nanoTime());
                insert.setLong(1, id);
                insert.executeUpdate();
                committed.add(id);
                Thread.sleep(EVERY);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the probe cannot be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(byte[] body) {
        JsonNode message = JSON.readTree(body);
        delivered.putIfAbsent(message.path("record").path("id").asLong(), System.nanoTime());
    }

    /// When the first of the rows was delivered that were written after this time.
    OptionalLong firstDelivered(long writtenAfter) {
        return delivered.entrySet().stream()
                .filter(row -> Objects.requireNonNull(begun.get(row.getKey())) - writtenAfter > 0)
                .mapToLong(Map.Entry::getValue)
                .min();
    }

    /// The rows that were committed and not delivered.
    Set<Long> missing() {
        return committed.stream()
                .filter(id -> !delivered.containsKey(id))
                .collect(Collectors.toSet());
    }

    void stop() throws InterruptedException {
        stopping = true;
        thread.join();
    }

    @Override
    public void close() {
        stopping = true;
        endpoint.close();
    }
}
