package dev.rowhook.proof.faults;

import dev.rowhook.proof.ledger.Checker;
import dev.rowhook.proof.ledger.Committed;
import dev.rowhook.proof.ledger.Interest;
import dev.rowhook.proof.ledger.Ledger;
import dev.rowhook.proof.ledger.Order;
import dev.rowhook.proof.ledger.Verdict;
import dev.rowhook.proof.ledger.Workload;
import dev.rowhook.proof.ledger.WorkloadOptions;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Commits changes, lets faults strike meanwhile, heals them, waits until everything is delivered,
/// and lets the ledger decide. Used once, by one thread.
final class FaultRun {
    private final FaultOptions options;

    FaultRun(FaultOptions options) {
        this.options = options;
    }

    /// Runs it to its end. What is needed to understand a run that fails stays in the directory.
    ///
    /// @throws Exception if the run could not be made; the verdict on one that could is in the
    ///   report
    FaultReport run() throws Exception {
        Files.createDirectories(options.directory());
        try (Timeline timeline = new Timeline(options.directory().resolve("timeline.txt"));
                Deployment deployment = Deployment.start(options.directory(), options.source())) {
            Evidence evidence = new Evidence(deployment, options.directory());
            try {
                FaultReport report = run(deployment, timeline);
                if (!report.isClean()) {
                    evidence.collect();
                }
                Files.writeString(options.directory().resolve("report.txt"), report.toString());
                return report;
            } catch (Exception e) {
                timeline.enter("failed  " + e);
                evidence.collect();
                throw e;
            }
        }
    }

    private FaultReport run(Deployment deployment, Timeline timeline) throws Exception {
        timeline.enter("seed    " + options.seed());
        try (Connection connection = deployment.source().connect(Deployment.DATABASE)) {
            Workload.createTables(connection);
        }
        deployment.connect(sinks());
        Committed committed;
        try (Workload workload =
                Workload.start(
                        () -> deployment.source().connect(Deployment.DATABASE),
                        WorkloadOptions.of(options.seed()).withPace(options.changesPerSecond()))) {
            Lanes.run(lanes(deployment, timeline));
            workload.stop();
            committed = workload.committed();
        }
        timeline.enter("healed, committed " + committed);
        Ledger ledger = read(deployment);
        new CatchUp(deployment, ledger, timeline).await();
        return report(deployment, timeline, ledger);
    }

    private List<LedgerSink> sinks() throws IOException {
        List<LedgerSink> sinks = new ArrayList<>();
        Interest everything = Interest.everything();
        sinks.add(new LedgerSink("single", everything, Map.of(), options.seed()));
        sinks.add(
                new LedgerSink(
                        "batched", everything, Map.of("batch_size", 100), options.seed() + 1));
        sinks.add(
                new LedgerSink(
                        "some",
                        new Interest(Set.of("part", "note"), Set.of("insert", "delete")),
                        Map.of("batch_size", 10),
                        options.seed() + 2));
        sinks.add(
                new LedgerSink(
                        "whole",
                        Interest.in("item", "event").withOrder(Order.SINK),
                        Map.of("batch_size", 50, "group_by", "sink"),
                        options.seed() + 3));
        return sinks;
    }

    /// Faults of different lanes strike side by side.
    private List<Lane> lanes(Deployment deployment, Timeline timeline) {
        List<Fault> people = new ArrayList<>(SinkFaults.of(deployment));
        people.add(ClockFault.of(deployment.rowhook()));
        people.addAll(EndpointFaults.of(deployment.sinks()));
        List<Fault> networks = new ArrayList<>();
        networks.addAll(
                NetworkFaults.of(
                        "the source", Fault.Part.SOURCE_NETWORK, deployment.sourceProxy()));
        networks.addAll(
                NetworkFaults.of("the store", Fault.Part.STORE_NETWORK, deployment.storeProxy()));
        List<List<Fault>> all = List.of(ProcessFaults.of(deployment), networks, people);
        List<Lane> lanes = new ArrayList<>();
        for (int lane = 0; lane < all.size(); lane++) {
            lanes.add(new Lane(all.get(lane), options.seed() + lane, options, timeline));
        }
        return lanes;
    }

    private static Ledger read(Deployment deployment) throws Exception {
        try (Connection connection = deployment.source().connect(Deployment.DATABASE)) {
            return Ledger.read(connection);
        }
    }

    private FaultReport report(Deployment deployment, Timeline timeline, Ledger ledger)
            throws SQLException {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        Map<String, String> endpoints = new LinkedHashMap<>();
        for (LedgerSink sink : deployment.sinks()) {
            verdicts.put(sink.name(), Checker.check(ledger, sink.interest(), sink.arrivals()));
            endpoints.put(sink.name(), sink.endpoint().counts().toString());
        }
        return new FaultReport(
                options.seed(),
                timeline.strikes(),
                verdicts,
                endpoints,
                LogCheck.of(deployment.store().superuser()));
    }
}
