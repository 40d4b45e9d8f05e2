package dev.rowhook.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.embedded.PostgresCluster;
import dev.rowhook.server.client.Destination;
import dev.rowhook.server.client.RestClient;
import dev.rowhook.server.client.Wiring;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Killed in the middle of a load, again and again, the server loses nothing, repeats nothing in
/// its log, and keeps the order of each row.
///
/// `-Dkill.times` and `-Dkill.seed` make it longer, or the same again.
class SurvivesKillTest {
    private static final int KILLS = Integer.getInteger("kill.times", 3);
    private static final Duration CAUGHT_UP_WITHIN = Duration.ofMinutes(2);

    @TempDir private Path directory;

    @AfterEach
    void removePostgres() {
        PostgresCluster.erase(directory.resolve("data/postgres"));
    }

    @Test
    void nothingIsLostRepeatedInTheLogOrReordered() throws Exception {
        long seed = Long.getLong("kill.seed", System.nanoTime());
        Random random = new Random(seed);
        int port = freePort();
        Path data = directory.resolve("data");
        try (ItemSource source = ItemSource.start(directory.resolve("source"), "shop");
                ItemReceiver single = new ItemReceiver(seed, 50);
                ItemReceiver batched = new ItemReceiver(seed, 50)) {
            ServerProcess server = ServerProcess.start(data, port);
            try (RestClient rest = new RestClient(server.url(), server.token());
                    ItemSource.Load load = connected(rest, source, single, batched).load(4, seed)) {
                for (int kill = 0; kill < KILLS; kill++) {
                    Thread.sleep(1_000 + random.nextInt(2_000));
                    server.kill();
                    server = ServerProcess.start(data, port);
                }
                Thread.sleep(1_000);
                load.stop();
                awaitAll(source.changes(), single, batched);
                assertThat(server.stop()).as("ends by itself on SIGTERM").isTrue();
            } finally {
                server.close();
            }
            System.out.printf(
                    "seed %d, %d kills, %d changes; batch 1: %s; batch 100: %s%n",
                    seed, KILLS, source.changes(), single.summary(), batched.summary());
            Map<Long, List<Integer>> ledger = source.ledger();
            assertThat(single.firstArrivals()).as("seed %d, batch 1", seed).isEqualTo(ledger);
            assertThat(batched.firstArrivals()).as("seed %d, batch 100", seed).isEqualTo(ledger);
            requireLogExact(data, source.changes());
        }
    }

    private static ItemSource connected(
            RestClient rest, ItemSource source, ItemReceiver single, ItemReceiver batched)
            throws Exception {
        Map<String, ?> retry = Map.of("first_delay", "100ms", "max_delay", "500ms");
        new Wiring(rest, "single")
                .connect(
                        source.login(),
                        List.of("public.item"),
                        new Destination(single.url(), "Bearer x", false),
                        Map.of("retry", retry));
        rest.create(
                "/v1/http-endpoints", Map.of("name", "batched", "url", batched.url().toString()));
        rest.create(
                "/v1/sinks",
                Map.of(
                        "name",
                        "batched",
                        "database",
                        "single",
                        "tables",
                        List.of("public.item"),
                        "batch_size",
                        100,
                        "retry",
                        retry,
                        "destination",
                        Map.of("type", "webhook", "http_endpoint", "batched", "batch", true)));
        return source;
    }

    private static void awaitAll(long changes, ItemReceiver... receivers)
            throws InterruptedException {
        Instant giveUp = Instant.now().plus(CAUGHT_UP_WITHIN);
        for (ItemReceiver receiver : receivers) {
            while (receiver.distinct() < changes && Instant.now().isBefore(giveUp)) {
                Thread.sleep(50);
            }
        }
    }

    /// Starts the store alone, and counts.
    private static void requireLogExact(Path data, long changes) throws SQLException, IOException {
        String password = Files.readString(data.resolve("postgres-password")).strip();
        PostgresCluster store =
                PostgresCluster.start(ClusterSettings.of(data.resolve("postgres"), password));
        try (Connection connection = store.superuser("rowhook").getConnection();
                Statement statement = connection.createStatement()) {
            String table;
            try (ResultSet row =
                    statement.executeQuery(
                            "select string_agg(format('select * from rowhook_log.%I', tablename), ' union all ') from pg_tables where schemaname = 'rowhook_log'")) {
                row.next();
                table = row.getString(1);
            }
            try (ResultSet row =
                    statement.executeQuery(
                            "select count(*), count(distinct (commit_lsn, commit_index)), max(seq) - min(seq) + 1 from (%s) log"
                                    .formatted(table))) {
                row.next();
                assertThat(row.getLong(1)).as("rows of the log").isEqualTo(changes);
                assertThat(row.getLong(2)).as("changes in the log").isEqualTo(changes);
                assertThat(row.getLong(3)).as("seqs without a gap").isEqualTo(changes);
            }
        } finally {
            store.close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
