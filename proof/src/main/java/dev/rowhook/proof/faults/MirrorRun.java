package dev.rowhook.proof.faults;

import dev.rowhook.proof.mirror.MirrorCheck;
import dev.rowhook.proof.mirror.MirrorWriter;
import dev.rowhook.server.client.RestException;

import tools.jackson.databind.JsonNode;

import java.nio.file.Files;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// Backfills tables of all sorts of keys, again and again, while they are written to and while
/// Rowhook, the source, the store and the networks between them are struck; then stops the writers
/// and compares the receiver with the tables. Used once, by one thread.
final class MirrorRun {
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(3);
    private static final int WRITERS = 3;

    private final FaultOptions options;
    private final int rows;
    private final AtomicLong committed = new AtomicLong();
    private int backfills = 1;

    /// @param rows of each table in the beginning
    MirrorRun(FaultOptions options, int rows) {
        this.options = options;
        this.rows = rows;
    }

    /// What a run came to.
    ///
    /// @param backfills how many of all tables were completed
    record Report(
            long seed,
            Map<String, Integer> strikes,
            int writers,
            long committed,
            int backfills,
            long messages,
            long reads,
            long truncates,
            long refused,
            long repeatedReads,
            MirrorCheck.Result result) {

        boolean isClean() {
            return result.mismatches() == 0 && repeatedReads == 0;
        }
    }

    /// @throws Exception if the run could not be made
    Report run() throws Exception {
        Files.createDirectories(options.directory());
        try (Timeline timeline = new Timeline(options.directory().resolve("timeline.txt"));
                Deployment deployment = Deployment.start(options.directory(), options.source());
                MirrorSink sink = new MirrorSink(options.seed())) {
            timeline.enter("seed    " + options.seed());
            try {
                Report report = run(deployment, sink, timeline);
                Files.writeString(options.directory().resolve("report.txt"), report.toString());
                if (!report.isClean()) {
                    new Evidence(deployment, options.directory()).collect();
                }
                return report;
            } catch (Exception e) {
                timeline.enter("failed  " + e);
                new Evidence(deployment, options.directory()).collect();
                throw e;
            }
        }
    }

    private Report run(Deployment deployment, MirrorSink sink, Timeline timeline) throws Exception {
        try (Connection superuser =
                        deployment
                                .source()
                                .cluster()
                                .superuser(Deployment.DATABASE)
                                .getConnection();
                Connection source = deployment.source().connect(Deployment.DATABASE)) {
            superuser.createStatement().execute("grant create on schema public to public");
            MirrorCheck.create(source, rows);
        }
        List<MirrorWriter> writers = writers(deployment);
        List<Thread> threads =
                writers.stream().map(writer -> Thread.ofPlatform().start(writer)).toList();
        deployment.connect(List.of());
        deployment.rest().create("/v1/http-endpoints", sink.endpointFields());
        deployment.rest().create("/v1/sinks", sink.sinkFields(Deployment.DATABASE));
        Thread again = Thread.ofPlatform().start(() -> keepBackfilling(deployment, timeline));
        strike(deployment, sink, timeline);
        again.interrupt();
        again.join();
        writers.forEach(MirrorWriter::stop);
        for (Thread thread : threads) {
            thread.join();
        }
        timeline.enter("healed, writers stopped after %d changes".formatted(committed.get()));
        awaitBackfills(deployment, timeline);
        awaitQuiet(deployment, sink, timeline);
        try (Connection source = deployment.source().connect(Deployment.DATABASE)) {
            MirrorCheck.Result result = MirrorCheck.compare(source, sink.mirror());
            timeline.enter(result.toString());
            return new Report(
                    options.seed(),
                    timeline.strikes(),
                    WRITERS,
                    committed.get(),
                    backfills,
                    sink.mirror().messages(),
                    sink.mirror().reads(),
                    sink.mirror().truncates(),
                    sink.mirror().refused(),
                    sink.mirror().repeatedReads(),
                    result);
        }
    }

    private List<MirrorWriter> writers(Deployment deployment) {
        List<MirrorWriter> writers = new ArrayList<>();
        long pause = Math.max(1, 12_000L * WRITERS / Math.max(1, options.changesPerSecond()));
        for (int i = 0; i < WRITERS; i++) {
            writers.add(
                    new MirrorWriter(
                            () -> deployment.source().connect(Deployment.DATABASE),
                            options.seed() + i,
                            rows * 5 / 4,
                            pause,
                            committed));
        }
        return writers;
    }

    private void strike(Deployment deployment, MirrorSink sink, Timeline timeline)
            throws Exception {
        List<Fault> processes = new ArrayList<>(ProcessFaults.of(deployment));
        List<Fault> networks = new ArrayList<>();
        networks.addAll(
                NetworkFaults.of(
                        "the source", Fault.Part.SOURCE_NETWORK, deployment.sourceProxy()));
        networks.addAll(
                NetworkFaults.of("the store", Fault.Part.STORE_NETWORK, deployment.storeProxy()));
        networks.addAll(NetworkFaults.of("the endpoint", Fault.Part.ENDPOINTS, sink.proxy()));
        Lane first = new Lane(processes, options.seed(), options, timeline);
        Lane second = new Lane(networks, options.seed() + 1, options, timeline);
        Lanes.run(List.of(first, second));
    }

    /// Asks for another backfill whenever the last one is completed, and pauses one now and then.
    private void keepBackfilling(Deployment deployment, Timeline timeline) {
        Random random = new Random(options.seed());
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(500);
                JsonNode last = newest(deployment);
                String path = "/v1/backfills/" + last.path("id").stringValue();
                switch (last.path("status").stringValue()) {
                    case "completed" -> {
                        deployment
                                .rest()
                                .create("/v1/sinks/" + MirrorSink.NAME + "/backfills", Map.of());
                        backfills++;
                        timeline.enter("backfill again");
                    }
                    case "active" -> {
                        if (random.nextInt(10) == 0) {
                            deployment.rest().create(path + "/pause", Map.of());
                        }
                    }
                    case "paused" -> deployment.rest().create(path + "/resume", Map.of());
                    default -> timeline.enter("backfill is " + last);
                }
            } catch (RestException e) {
                // Rowhook or its store is away; the next try is soon.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static JsonNode newest(Deployment deployment) throws InterruptedException {
        return deployment
                .rest()
                .get("/v1/sinks/" + MirrorSink.NAME + "/backfills")
                .path("data")
                .path(0);
    }

    private static void awaitBackfills(Deployment deployment, Timeline timeline)
            throws InterruptedException {
        long giveUp = System.nanoTime() + SETTLED_WITHIN.toNanos();
        while (true) {
            try {
                JsonNode last = newest(deployment);
                String status = last.path("status").stringValue();
                if (status.equals("completed")) {
                    timeline.enter("backfilled");
                    return;
                }
                if (status.equals("paused")) {
                    deployment
                            .rest()
                            .create(
                                    "/v1/backfills/%s/resume"
                                            .formatted(last.path("id").stringValue()),
                                    Map.of());
                }
                if (System.nanoTime() - giveUp > 0) {
                    throw new IllegalStateException("the backfill does not end: " + last);
                }
            } catch (RestException e) {
                timeline.enter("not yet: " + e.getMessage());
            }
            Thread.sleep(200);
        }
    }

    /// Waits until the mirror has what was committed last, or nothing comes any more.
    private static void awaitQuiet(Deployment deployment, MirrorSink sink, Timeline timeline)
            throws Exception {
        long giveUp = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (System.nanoTime() - giveUp < 0) {
            try (Connection source = deployment.source().connect(Deployment.DATABASE)) {
                if (MirrorCheck.compare(source, sink.mirror()).mismatches() == 0) {
                    break;
                }
            }
            Thread.sleep(500);
        }
        timeline.enter("quiet");
        // What should not come at all may still be on its way.
        Thread.sleep(1_000);
    }
}
