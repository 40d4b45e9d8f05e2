package dev.rowhook.proof.gaps;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/// A table under load that gets a sink while a transaction which has written to it still runs.
///
/// Not thread-safe, but for [#createSink].
final class AddedTable {
    private static final long IDS_OF_A_TABLE = 1_000_000;

    private final Scene scene;
    private final String name;
    private final AtomicLong ids;
    private final Inserts load;
    private final Connection running;
    private final Set<Long> ofRunning = new TreeSet<>();

    private AddedTable(Scene scene, int number) throws SQLException {
        this.scene = scene;
        this.name = "added_" + number;
        this.ids = new AtomicLong(number * IDS_OF_A_TABLE);
        scene.sql("create table %s (id bigint primary key)".formatted(name));
        this.load = Inserts.into(scene.connect(), name, ids);
        this.running = scene.connect();
        running.setAutoCommit(false);
    }

    /// Makes the table, and begins to write to it.
    static AddedTable begin(Scene scene, int number) throws SQLException {
        AddedTable table = new AddedTable(scene, number);
        table.writeInTransaction();
        return table;
    }

    void writeInTransaction() throws SQLException {
        long id = ids.incrementAndGet();
        try (Statement statement = running.createStatement()) {
            statement.execute("insert into %s values (%d)".formatted(name, id));
        }
        ofRunning.add(id);
    }

    void commit() throws SQLException {
        running.commit();
        running.close();
    }

    /// Makes a sink of the table, and answers its state as the interface does.
    String createSink() throws InterruptedException {
        return state(
                scene.rowhook
                        .rest()
                        .create(
                                "/v1/sinks",
                                Map.of(
                                        "name",
                                        name,
                                        "database",
                                        Scene.NAME,
                                        "tables",
                                        List.of("public." + name),
                                        "destination",
                                        Map.of("type", "webhook", "http_endpoint", Scene.NAME))));
    }

    String state() throws InterruptedException {
        return state(scene.rowhook.rest().get("/v1/sinks/" + name));
    }

    private static String state(JsonNode sink) {
        return sink.path("state").asString();
    }

    boolean isPublished() throws SQLException {
        return !scene.value(
                        "select count(*) from pg_publication_tables where tablename = '%s'"
                                .formatted(name))
                .equals("0");
    }

    /// Goes on for a while with a sink that is active, and requires that all that is committed from
    /// now on arrives. Answers how much that was.
    int requireAllFromNowOn() throws Exception {
        long begun = ids.get();
        Thread.sleep(300);
        Set<Long> owed = new TreeSet<>(load.stop());
        owed.removeIf(id -> id <= begun);
        assertThat(owed).isNotEmpty();
        Waiting.until(name + ": " + owed, () -> scene.deliveries.ids().containsAll(owed));

        Set<Long> half = new TreeSet<>(ofRunning);
        half.retainAll(scene.deliveries.ids());
        assertThat(half).as("what committed before is not there by half").isIn(Set.of(), ofRunning);
        return owed.size();
    }
}
