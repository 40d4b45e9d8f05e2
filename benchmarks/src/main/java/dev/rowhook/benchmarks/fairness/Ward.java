package dev.rowhook.benchmarks.fairness;

import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.proof.bed.RowhookOptions;
import dev.rowhook.proof.bed.RowhookProcess;
import dev.rowhook.proof.bed.SourceServer;
import dev.rowhook.proof.bed.StoreServer;
import dev.rowhook.server.client.RestClient;
import dev.rowhook.server.client.SourceLogin;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// A source, a Rowhook and its endpoints, some of which may be dead, for one measurement.
final class Ward implements AutoCloseable {
    private static final String DATABASE = "app";
    private static final int AT_A_TIME = 4;

    private final FairnessOptions options;
    private final Ledger ledger = new Ledger();
    private final Clinic clinic;
    private final SourceServer source;
    private final StoreServer store;
    private final RowhookProcess rowhook;
    private final boolean someDead;

    Ward(FairnessOptions options, boolean someDead, Path directory)
            throws IOException, SQLException, InterruptedException {
        this.options = options;
        this.someDead = someDead;
        this.clinic = new Clinic(ledger);
        this.source =
                SourceServer.start(ClusterSettings.of(directory.resolve("source"), "fairness"));
        this.store = StoreServer.create(ClusterSettings.of(directory.resolve("store"), "fairness"));
        this.rowhook =
                RowhookProcess.start(
                        store,
                        new RowhookOptions(
                                directory.resolve("rowhook"),
                                store.cluster().port(),
                                List.of(
                                        "-Xmx" + options.heap(),
                                        "-D%s=true".formatted(SilentNames.PROPERTY))));
    }

    Figures measure() throws SQLException, InterruptedException {
        SourceLogin login = source.createDatabase(DATABASE);
        createTables();
        connect(login);
        long first = commit(1, options.warmUp().toSeconds());
        ledger.measureFrom(first);
        long end = commit(first, options.measured().toSeconds());
        int expected = 0;
        Random random = new Random(0);
        for (long id = 1; id < end; id++) {
            int table = random.nextInt(options.endpoints());
            if (id >= first && Ailment.of(table) == Ailment.NONE) {
                expected++;
            }
        }
        return figures(expected);
    }

    private void createTables() throws SQLException {
        try (Connection connection = source.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < options.endpoints(); i++) {
                statement.addBatch(
                        "create table t%d (id bigint primary key, filler text not null)"
                                .formatted(i));
            }
            statement.executeBatch();
        }
    }

    private void connect(SourceLogin login) throws InterruptedException {
        RestClient rest = rowhook.rest();
        rest.create("/v1/databases", login.databaseFields(DATABASE));
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < options.endpoints(); i++) {
                int endpoint = i;
                tasks.add(() -> connect(rest, endpoint));
            }
            for (Future<Boolean> task : pool.invokeAll(tasks)) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the sinks cannot be made: " + e.getCause(), e);
        }
    }

    private boolean connect(RestClient rest, int endpoint) throws InterruptedException {
        String name = "e" + endpoint;
        rest.create("/v1/http-endpoints", Map.of("name", name, "url", url(endpoint)));
        rest.create(
                "/v1/sinks",
                Map.of(
                        "name",
                        name,
                        "database",
                        DATABASE,
                        "tables",
                        List.of("public.t" + endpoint),
                        "destination",
                        Map.of("type", "webhook", "http_endpoint", name)));
        return true;
    }

    /// Measured are the same endpoints, whether or not the others are dead.
    private String url(int endpoint) {
        Ailment ailment = Ailment.of(endpoint);
        return someDead || ailment == Ailment.NONE
                ? clinic.url(endpoint, ailment)
                : clinic.otherUrl(endpoint);
    }

    /// Commits for so many seconds at an even pace, and returns the id after the last one.
    private long commit(long first, long seconds) throws SQLException {
        long rows = seconds * options.commitsPerSecond();
        Random random = new Random(0);
        for (long id = 1; id < first; id++) {
            random.nextInt(options.endpoints());
        }
        long interval = 1_000_000_000L / options.commitsPerSecond();
        try (Connection connection = source.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            long due = System.nanoTime();
            for (long id = first; id < first + rows; id++) {
                int table = random.nextInt(options.endpoints());
                due += interval;
                LockSupport.parkNanos(due - System.nanoTime());
                statement.execute(
                        "insert into t%d values (%d, '%s')".formatted(table, id, "x".repeat(150)));
            }
        }
        return first + rows;
    }

    private Figures figures(int expected) throws InterruptedException {
        long giveUp = System.nanoTime() + 20_000_000_000L;
        while (ledger.count() < expected && System.nanoTime() < giveUp) {
            Thread.sleep(50);
        }
        return new Figures(
                expected,
                ledger.count(),
                ledger.milliseconds(0.5),
                ledger.milliseconds(0.99),
                ledger.milliseconds(0.999));
    }

    /// @param expected messages for well endpoints
    /// @param p50 of their latency, in milliseconds, and so on
    record Figures(int expected, int arrived, double p50, double p99, double p999) {
        boolean isComplete() {
            return arrived == expected;
        }
    }

    @Override
    public void close() throws IOException {
        rowhook.close();
        store.close();
        source.close();
        clinic.close();
    }
}
