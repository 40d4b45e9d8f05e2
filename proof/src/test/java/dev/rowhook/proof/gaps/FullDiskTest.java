package dev.rowhook.proof.gaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.proof.bed.RowhookOptions;
import dev.rowhook.proof.bed.RowhookProcess;
import dev.rowhook.proof.bed.SourceServer;
import dev.rowhook.proof.bed.StoreServer;
import dev.rowhook.proof.endpoint.FaultyEndpoint;
import dev.rowhook.proof.ledger.Arrivals;
import dev.rowhook.proof.ledger.Checker;
import dev.rowhook.proof.ledger.Interest;
import dev.rowhook.proof.ledger.Ledger;
import dev.rowhook.proof.ledger.Verdict;
import dev.rowhook.proof.ledger.Workload;
import dev.rowhook.proof.ledger.WorkloadOptions;
import dev.rowhook.server.client.Destination;
import dev.rowhook.server.client.Wiring;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/// The disk of Rowhook's store is full for a while, under load: first appends fail, then the store
/// itself. When there is room again everything is delivered, once in the log and in order.
class FullDiskTest {
    private static final int MEGABYTES = 200;
    private static final int CHANGES_PER_SECOND = 300;
    private static final long FULL_FOR_MILLIS = 3_000;

    @TempDir private Path directory;

    @Test
    void nothingIsLostWhileTheDiskOfTheStoreIsFull() throws Exception {
        try (SmallDisk disk = mountOrSkip()) {
            ClusterSettings onDisk =
                    Scene.cluster(disk.root())
                            .withConfig("max_wal_size", "64MB")
                            .withConfig("min_wal_size", "32MB");
            Arrivals arrivals = new Arrivals();
            try (SourceServer source =
                            SourceServer.start(Scene.cluster(directory.resolve("source")));
                    StoreServer store = StoreServer.create(onDisk);
                    FaultyEndpoint endpoint = FaultyEndpoint.start(arrivals::accept, 1);
                    RowhookProcess rowhook = startRowhook(store)) {
                connect(source, rowhook, endpoint);
                String failures = runLoad(source, store, rowhook, disk, arrivals);
                judge(source, arrivals, failures);
                assertThat(endpoint.objection()).isEmpty();
            }
        }
    }

    private SmallDisk mountOrSkip() throws InterruptedException {
        try {
            return SmallDisk.mount(directory.resolve("disk"), MEGABYTES);
        } catch (IOException e) {
            String reason = "THE FULL DISK IS NOT TESTED HERE: " + e.getMessage();
            System.out.println(reason);
            return abort(reason);
        }
    }

    private RowhookProcess startRowhook(StoreServer store) throws Exception {
        return RowhookProcess.start(
                store,
                new RowhookOptions(
                        directory.resolve("rowhook"),
                        store.cluster().port(),
                        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1")));
    }

    private static void connect(
            SourceServer source, RowhookProcess rowhook, FaultyEndpoint endpoint) throws Exception {
        source.createDatabase(Scene.NAME);
        try (Connection connection = source.connect(Scene.NAME)) {
            Workload.createTables(connection);
        }
        new Wiring(rowhook.rest(), Scene.NAME)
                .connect(
                        source.login(Scene.NAME),
                        Workload.TABLES,
                        new Destination(endpoint.url(), "Bearer x", false),
                        Map.of("retry", Map.of("first_delay", "100ms", "max_delay", "500ms")));
    }

    /// Answers what was seen of the full disk.
    private static String runLoad(
            SourceServer source,
            StoreServer store,
            RowhookProcess rowhook,
            SmallDisk disk,
            Arrivals arrivals)
            throws Exception {
        WorkloadOptions options =
                WorkloadOptions.of(1).withWriters(2).withPace(CHANGES_PER_SECOND).withoutBig();
        try (Workload load = Workload.start(() -> source.connect(Scene.NAME), options)) {
            Waiting.until("a load", () -> arrivals.distinct() > CHANGES_PER_SECOND);
            disk.fill();
            Waiting.until(
                    "an append fails",
                    () -> Files.readString(rowhook.log()).contains("53100") || isDead(store));
            long appended = arrivals.distinct();
            boolean died = strain(store);
            Thread.sleep(FULL_FOR_MILLIS);
            disk.makeRoom();
            if (isDead(store)) {
                store.cluster().start();
            }
            Waiting.until(
                    "the flow goes on", () -> arrivals.distinct() > appended + CHANGES_PER_SECOND);
            load.stop();
            return died ? "appends failed, and then the store" : "appends failed";
        }
    }

    /// Makes the store need new WAL files, for which there is no room. Answers whether it died of
    /// it.
    private static boolean strain(StoreServer store) throws InterruptedException {
        for (int i = 0; i < 10 && store.cluster().isRunning(); i++) {
            try (Connection connection = store.superuser().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("select pg_switch_wal()");
            } catch (SQLException e) {
                // It cannot, or is not there: as is meant.
            }
            Thread.sleep(100);
        }
        return isDead(store);
    }

    private static boolean isDead(StoreServer store) {
        return !store.cluster().isRunning();
    }

    private static void judge(SourceServer source, Arrivals arrivals, String failures)
            throws Exception {
        Interest interest = Interest.everything();
        try (Connection connection = source.connect(Scene.NAME)) {
            Ledger ledger = Ledger.read(connection);
            Waiting.until(
                    () -> Checker.check(ledger, interest, arrivals).toString(),
                    () -> arrivals.distinct() >= ledger.count(interest));
            Verdict verdict = Checker.check(ledger, interest, arrivals);
            System.out.printf("full disk of the store: %s; %s%n", failures, verdict);
            assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
        }
    }
}
