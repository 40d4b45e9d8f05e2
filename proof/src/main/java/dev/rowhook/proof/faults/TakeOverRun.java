package dev.rowhook.proof.faults;

import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.proof.bed.RowhookOptions;
import dev.rowhook.proof.bed.RowhookProcess;
import dev.rowhook.proof.bed.SourceServer;
import dev.rowhook.proof.bed.StoreServer;
import dev.rowhook.proof.faults.SharedDatabase.Loaded;
import dev.rowhook.proof.ledger.Verdict;
import dev.rowhook.proof.ledger.Workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Two servers share databases that are written to, and they are struck in turn; the ledger
/// decides. Both have the settings that servers have by default. Used once, by one thread.
final class TakeOverRun {
    private static final List<String> NODES = List.of("node-a", "node-b");
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TakeOverOptions options;
    private final Map<String, RowhookProcess> servers = new LinkedHashMap<>();
    private final List<SharedDatabase> databases = new ArrayList<>();
    private final List<TakeOver> takeOvers = new ArrayList<>();
    private final List<Duration> shared = new ArrayList<>();

    TakeOverRun(TakeOverOptions options) {
        this.options = options;
    }

    /// Runs it to its end.
    ///
    /// @throws Exception if the run could not be made, or nobody took over; the verdict on one that
    ///   could is in the report
    TakeOverReport run() throws Exception {
        Files.createDirectories(options.directory());
        try (Timeline timeline = new Timeline(options.directory().resolve("timeline.txt"));
                StoreServer store = StoreServer.create(cluster("store"));
                SourceServer source = SourceServer.start(cluster("source"))) {
            timeline.enter("seed    " + options.seed());
            try (Owners owners = new Owners(store.superuser())) {
                startServers(store);
                connect(source);
                timeline.enter("connected");
                List<Loaded> loaded = strike(new TakeOverWatch(owners, databases), timeline);
                timeline.enter("healed");
                awaitAll(loaded);
                timeline.enter("caught up");
                return report(store, loaded);
            } catch (Exception e) {
                timeline.enter("failed  " + e);
                collectThreads();
                throw e;
            } finally {
                servers.values().forEach(RowhookProcess::close);
                databases.forEach(SharedDatabase::close);
            }
        }
    }

    private void collectThreads() throws IOException, InterruptedException {
        for (Map.Entry<String, RowhookProcess> server : servers.entrySet()) {
            Evidence.threads(server.getValue(), options.directory().resolve(server.getKey()));
        }
    }

    private ClusterSettings cluster(String name) {
        return ClusterSettings.of(options.directory().resolve(name), "superuser")
                .volatileForTests();
    }

    private void startServers(StoreServer store) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(NODES.size())) {
            List<Future<RowhookProcess>> starting =
                    threads.invokeAll(
                            NODES.stream()
                                    .map(node ->
                                            (Callable<RowhookProcess>) () -> start(store, node))
                                    .toList());
            for (int i = 0; i < NODES.size(); i++) {
                servers.put(NODES.get(i), starting.get(i).get());
            }
        }
    }

    private RowhookProcess start(StoreServer store, String node)
            throws IOException, InterruptedException {
        Path directory = options.directory().resolve(node);
        return RowhookProcess.start(
                store, new RowhookOptions(directory, store.cluster().port(), JVM));
    }

    private void connect(SourceServer source)
            throws SQLException, IOException, InterruptedException {
        for (int i = 1; i <= options.databases(); i++) {
            databases.add(SharedDatabase.create(source, "shop" + i, options.seed() + i));
        }
        RowhookProcess server = server(NODES.getFirst());
        for (SharedDatabase database : databases) {
            database.connect(server.rest());
        }
        for (SharedDatabase database : databases) {
            database.awaitActive(server.rest());
        }
    }

    private RowhookProcess server(String node) {
        return Objects.requireNonNull(servers.get(node));
    }

    private List<Loaded> strike(TakeOverWatch watch, Timeline timeline) throws Exception {
        Map<SharedDatabase, Workload> loads = new LinkedHashMap<>();
        try {
            for (SharedDatabase database : databases) {
                loads.put(database, database.load(options.changesPerSecond()));
            }
            watch.awaitShared(NODES);
            timeline.enter("shared");
            strikeAgainAndAgain(watch, timeline);
            List<Loaded> loaded = new ArrayList<>();
            for (Map.Entry<SharedDatabase, Workload> load : loads.entrySet()) {
                load.getValue().stop();
                load.getKey().probe().stop();
                loaded.add(
                        new Loaded(
                                load.getKey(),
                                load.getValue().committed(),
                                load.getKey().ledger()));
            }
            return loaded;
        } finally {
            loads.values().forEach(Workload::close);
        }
    }

    private void strikeAgainAndAgain(TakeOverWatch watch, Timeline timeline) throws Exception {
        Random random = new Random(options.seed());
        Iterator<TakeOverStrike> script = options.script().iterator();
        long end = System.nanoTime() + options.length().toNanos();
        for (int round = 0; script.hasNext() || System.nanoTime() - end < 0; round++) {
            TakeOverStrike strike = script.hasNext() ? script.next() : options.draw(random);
            String node = NODES.get(round % NODES.size());
            timeline.enter("strike  %s %s".formatted(strike, node));
            List<TakeOver> struck = watch.strike(strike, node, server(node));
            takeOvers.addAll(struck);
            struck.forEach(one -> timeline.enter(one.toString()));
            if (script.hasNext() || options.script().isEmpty()) {
                strike.heal(server(node));
                Duration again = watch.awaitShared(NODES);
                shared.add(again);
                timeline.enter("shared again after " + again.toMillis() + " ms");
            }
        }
    }

    private void awaitAll(List<Loaded> loaded) throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!loaded.stream().allMatch(one -> one.database().isComplete(one.ledger()))
                && System.nanoTime() - giveUp < 0) {
            Thread.sleep(50);
        }
        // What comes twice, or should not come at all, may still be on its way.
        Thread.sleep(500);
    }

    private TakeOverReport report(StoreServer store, List<Loaded> loaded) throws SQLException {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        long committed = 0;
        int lostProbes = 0;
        for (Loaded one : loaded) {
            verdicts.put(one.database().name(), one.database().judge(one.ledger()));
            committed += one.committed().changes();
            lostProbes += one.database().probe().missing().size();
        }
        return new TakeOverReport(
                options.seed(),
                takeOvers,
                shared,
                committed,
                verdicts,
                lostProbes,
                LogCheck.of(store.superuser()));
    }
}
