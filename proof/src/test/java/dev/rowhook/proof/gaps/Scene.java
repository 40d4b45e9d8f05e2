package dev.rowhook.proof.gaps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.embedded.PostgresCluster;
import dev.rowhook.proof.bed.RowhookOptions;
import dev.rowhook.proof.bed.RowhookProcess;
import dev.rowhook.proof.bed.SourceServer;
import dev.rowhook.proof.bed.StoreServer;
import dev.rowhook.proof.endpoint.FaultyEndpoint;
import dev.rowhook.proof.net.TcpProxy;
import dev.rowhook.server.client.Destination;
import dev.rowhook.server.client.SourceLogin;
import dev.rowhook.server.client.Wiring;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

/// A source with a table `item`, a store, a Rowhook and an endpoint, wired by a sink under the name
/// [#NAME]. Rowhook reaches the source through a proxy. All is durable: servers may be killed.
///
/// Not thread-safe.
final class Scene implements AutoCloseable {
    static final String NAME = "shop";
    static final String SLOT = "rowhook_" + NAME;
    private static final String PASSWORD = "superuser-password";

    private final Path directory;
    final SourceServer source;
    final StoreServer store;
    final TcpProxy toSource;
    final RowhookProcess rowhook;
    final Deliveries deliveries = new Deliveries();
    final FaultyEndpoint endpoint;

    private Scene(Path directory, ClusterSettings storeSettings) throws Exception {
        this.directory = directory;
        CompletableFuture<SourceServer> starting =
                inBackground(() -> SourceServer.start(cluster(directory.resolve("source"))));
        this.store = StoreServer.create(storeSettings);
        RowhookOptions options =
                new RowhookOptions(
                        directory.resolve("rowhook"),
                        store.cluster().port(),
                        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
        this.rowhook = RowhookProcess.start(store, options);
        this.source = starting.join();
        this.toSource = TcpProxy.to(source.cluster().port());
        this.endpoint = FaultyEndpoint.start(deliveries::accept, 1);
    }

    private static <T> CompletableFuture<T> inBackground(Callable<T> work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return work.call();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    static ClusterSettings cluster(Path directory) {
        return ClusterSettings.of(directory, PASSWORD);
    }

    static Path storeIn(Path directory) {
        return directory.resolve("store");
    }

    /// Starts all of it in an empty directory. The sink is active.
    static Scene open(Path directory) throws Exception {
        return open(directory, cluster(storeIn(directory)));
    }

    static Scene open(Path directory, ClusterSettings store) throws Exception {
        Scene scene = new Scene(directory, store);
        try {
            scene.source.createDatabase(NAME);
            scene.sql("create table item (id bigint primary key, note text)");
            new Wiring(scene.rowhook.rest(), NAME)
                    .connect(
                            scene.login(),
                            List.of("public.item"),
                            new Destination(scene.endpoint.url(), "Bearer x", false),
                            Map.of("retry", Map.of("first_delay", "100ms", "max_delay", "500ms")));
            return scene;
        } catch (Exception | AssertionError e) {
            scene.close();
            throw e;
        }
    }

    private SourceLogin login() {
        SourceLogin direct = source.login(NAME);
        return new SourceLogin(
                direct.hostname(),
                toSource.port(),
                direct.database(),
                direct.username(),
                direct.password());
    }

    Path sourceDirectory() {
        return directory.resolve("source");
    }

    /// Connects to the source as the tenant, past the proxy.
    Connection connect() throws SQLException {
        return source.connect(NAME);
    }

    /// Runs a statement at the source, and commits it.
    void sql(String statement) throws SQLException {
        try (Connection connection = connect();
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    /// The one value that a query at the source gives.
    String value(String query) throws SQLException {
        try (Connection connection = connect()) {
            return value(connection, query);
        }
    }

    static String value(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /// Up to where the slot was confirmed.
    String slotPosition() throws SQLException {
        return value(
                "select confirmed_flush_lsn from pg_replication_slots where slot_name = '%s'"
                        .formatted(SLOT));
    }

    /// Whether somebody streams from the slot.
    boolean isStreaming() throws SQLException {
        return value(
                        "select active from pg_replication_slots where slot_name = '%s'"
                                .formatted(SLOT))
                .equals("t");
    }

    /// Where the log stands, as the store has it.
    String logEnd() throws SQLException {
        try (Connection connection = store.superuser().getConnection()) {
            return value(connection, "select '0/0'::pg_lsn + end_lsn from rowhook.log_position");
        }
    }

    /// The ends of a gap, as LSNs.
    interface Ends {
        List<String> find() throws Exception;
    }

    /// Waits until the condition is told and names both ends of the gap, and answers it.
    JsonNode awaitGap(String code, Ends ends) throws Exception {
        Waiting.until(
                () -> "%s from and to %s, told: %s".formatted(code, ends.find(), conditions()),
                () -> isTold(code, ends.find()));
        JsonNode told = conditions().get(0);
        assertThat(told.path("since").asString()).isNotBlank();
        assertThat(told.path("remedy").asString()).isNotBlank();
        return told;
    }

    private boolean isTold(String code, List<String> ends) throws InterruptedException {
        JsonNode told = conditions().path(0);
        return told.path("code").asString("").equals(code)
                && ends.stream().allMatch(told.path("message").asString()::contains);
    }

    /// Commits a row, and requires that it is not delivered: the gap still stands.
    void requireSilence(JsonNode told, AtomicLong ids) throws Exception {
        Set<Long> delivered = deliveries.ids();
        sql("insert into item (id) values (%d)".formatted(ids.incrementAndGet()));
        requireStill(told, delivered);
    }

    /// Requires that the gap still stands after a while, and that nothing more is delivered.
    void requireStill(JsonNode told, Set<Long> delivered) throws Exception {
        Thread.sleep(700);
        assertThat(deliveries.ids()).as("nothing is streamed over").isEqualTo(delivered);
        JsonNode now = conditions().path(0);
        assertThat(now.path("code")).isEqualTo(told.path("code"));
        assertThat(now.path("since")).isEqualTo(told.path("since"));
    }

    /// What Rowhook tells of the database.
    JsonNode conditions() throws InterruptedException {
        return rowhook.rest().get("/v1/databases/" + NAME).path("conditions");
    }

    @Override
    public void close() {
        rowhook.close();
        endpoint.close();
        toSource.close();
        for (PostgresCluster cluster : List.of(store.cluster(), source.cluster())) {
            cluster.kill();
        }
    }
}
