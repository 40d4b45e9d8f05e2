package dev.rowhook.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.proof.bed.SourceServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs with `-Dexcluded.tests=` only, and where the distribution is in the user's cache or may be
/// fetched: `-Dpeer.fetch=true`.
@Tag("long")
class DebeziumServerTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String SKIPPED =
            "SKIPPED: Debezium Server is not in the cache; -Dpeer.fetch=true fetches 746 MB";

    @TempDir private Path directory;
    private Distribution distribution;
    private SourceServer source;
    private Connection connection;

    @BeforeAll
    static void tellWhatIsSkipped() {
        if (!mayRun()) {
            System.out.println("[WARNING] " + SKIPPED);
        }
    }

    @BeforeEach
    void startTheSource() throws Exception {
        assumeTrue(mayRun(), SKIPPED);
        distribution = Distribution.obtain(Distribution.userCache(), System.out);
        source =
                SourceServer.start(
                        ClusterSettings.of(directory.resolve("source"), "postgres-password")
                                .withConfig("track_commit_timestamp", "on")
                                .volatileForTests());
        source.createDatabase("app");
        connection = source.connect("app");
        execute("create table orders (id bigint primary key, payload text)");
        execute("insert into orders values (1, 'older than the peer')");
    }

    private static boolean mayRun() {
        return Boolean.getBoolean("peer.fetch")
                || Distribution.in(Distribution.userCache()).isPresent();
    }

    @AfterEach
    void stopTheSource() throws SQLException {
        if (source != null) {
            connection.close();
            source.close();
        }
    }

    @Test
    void postsEachChangeByItselfAndNothingOlder() throws Exception {
        try (Endpoint endpoint = Endpoint.start(0);
                DebeziumServer peer = start(endpoint, 1)) {
            execute("insert into orders values (2, 'a \"ts_us\": 5')");
            long committedAt = committedAt(2);
            execute("update orders set payload = 'b' where id = 2");
            execute("delete from orders where id = 2");

            String inserted = next(endpoint);
            assertThat(JSON.readTree(inserted).path("op").asString()).isEqualTo("c");
            assertThat(JSON.readTree(inserted).path("after"))
                    .isEqualTo(JSON.readTree("{\"id\": 2, \"payload\": \"a \\\"ts_us\\\": 5\"}"));
            assertThat(firstTime(inserted)).isEqualTo(committedAt);
            JsonNode updated = JSON.readTree(next(endpoint));
            assertThat(updated.path("op").asString()).isEqualTo("u");
            assertThat(updated.path("after").path("payload").asString()).isEqualTo("b");
            JsonNode deleted = JSON.readTree(next(endpoint));
            assertThat(deleted.path("op").asString()).isEqualTo("d");
            assertThat(deleted.path("before").path("id").asLong()).isEqualTo(2);
            assertThat(peer.pids()).hasSize(1);
            assertThat(endpoint.accepted()).isEmpty();
        }
    }

    @Test
    void postsManyChangesInARequestAsAnArray() throws Exception {
        try (Endpoint endpoint = Endpoint.start(0);
                DebeziumServer peer = start(endpoint, 100)) {
            execute("insert into orders select g, 'x' from generate_series(2, 1001) g");

            long expected = 2;
            int requests = 0;
            while (expected <= 1001) {
                JsonNode events = JSON.readTree(next(endpoint));
                assertThat(events.isArray()).isTrue();
                assertThat(events.size()).isBetween(1, 100);
                for (JsonNode event : events) {
                    assertThat(event.path("after").path("id").asLong()).isEqualTo(expected++);
                }
                requests++;
            }
            assertThat(requests).isLessThan(100);
            assertThat(peer.isAlive()).isTrue();
        }
    }

    @Test
    void postsAgainWhatIsRefused() throws Exception {
        try (Endpoint endpoint = Endpoint.start(2);
                DebeziumServer peer = start(endpoint, 1)) {
            execute("insert into orders values (2, 'x')");
            assertThat(JSON.readTree(next(endpoint)).path("after").path("id").asLong())
                    .isEqualTo(2);
            assertThat(peer.isAlive()).isTrue();
        }
    }

    @Test
    void leavesNothingInTheSource() throws Exception {
        try (Endpoint endpoint = Endpoint.start(0)) {
            try (DebeziumServer peer = start(endpoint, 1)) {
                assertThat(peer.log()).isNotEmptyFile();
                assertThat(count("pg_replication_slots")).isEqualTo(1);
                assertThat(count("pg_publication")).isEqualTo(1);
            }
            assertThat(count("pg_replication_slots")).isZero();
            assertThat(count("pg_publication")).isZero();
        }
    }

    private DebeziumServer start(Endpoint endpoint, int eventsPerRequest)
            throws IOException, InterruptedException, SQLException {
        return DebeziumServer.start(
                distribution,
                new DebeziumOptions(
                        source.login("app"),
                        List.of("public.orders"),
                        endpoint.url(),
                        directory.resolve("peer"),
                        eventsPerRequest,
                        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1")));
    }

    private static String next(Endpoint endpoint) throws InterruptedException {
        String body = endpoint.accepted().poll(30, TimeUnit.SECONDS);
        assertThat(body).as("what arrives within 30 s").isNotNull();
        return body;
    }

    /// The first of its kind in the body, as who does not parse it finds it.
    private static long firstTime(String body) {
        String name = "\"ts_us\":";
        int from = body.indexOf(name) + name.length();
        return Long.parseLong(body.substring(from, body.indexOf(',', from)));
    }

    private long committedAt(long id) throws SQLException {
        return number(
                """
                select (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000000)::bigint
                from orders where id = %d
                """
                        .formatted(id));
    }

    private long count(String relation) throws SQLException {
        return number("select count(*) from " + relation);
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
