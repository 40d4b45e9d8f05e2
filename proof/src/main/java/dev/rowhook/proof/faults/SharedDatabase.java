package dev.rowhook.proof.faults;

import dev.rowhook.proof.bed.SourceServer;
import dev.rowhook.proof.ledger.Checker;
import dev.rowhook.proof.ledger.Committed;
import dev.rowhook.proof.ledger.Interest;
import dev.rowhook.proof.ledger.Ledger;
import dev.rowhook.proof.ledger.Verdict;
import dev.rowhook.proof.ledger.Workload;
import dev.rowhook.proof.ledger.WorkloadOptions;
import dev.rowhook.server.client.RestClient;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// One of several databases, with its load, its probe and a sink for each.
///
/// Thread-safe, but for the load, which one thread starts and stops.
final class SharedDatabase implements AutoCloseable {

    private final SourceServer source;
    private final String name;
    private final long seed;
    private final LedgerSink sink;
    private final Probe probe;

    private SharedDatabase(
            SourceServer source, String name, long seed, LedgerSink sink, Probe probe) {
        this.source = source;
        this.name = name;
        this.seed = seed;
        this.sink = sink;
        this.probe = probe;
    }

    /// Makes it at the source.
    static SharedDatabase create(SourceServer source, String name, long seed)
            throws SQLException, IOException {
        source.createDatabase(name);
        try (Connection connection = source.connect(name)) {
            Workload.createTables(connection);
        }
        return new SharedDatabase(
                source,
                name,
                seed,
                new LedgerSink(name, Interest.everything(), Map.of("batch_size", 20), seed),
                Probe.create(() -> source.connect(name), seed));
    }

    String name() {
        return name;
    }

    Probe probe() {
        return probe;
    }

    LedgerSink sink() {
        return sink;
    }

    private String probeName() {
        return "probe-" + name;
    }

    /// Makes database and sinks at a Rowhook.
    void connect(RestClient rest) throws InterruptedException {
        rest.create("/v1/databases", source.login(name).databaseFields(name));
        rest.create("/v1/http-endpoints", sink.endpointFields());
        rest.create("/v1/sinks", sink.sinkFields(name));
        rest.create("/v1/http-endpoints", probe.endpointFields(probeName()));
        rest.create("/v1/sinks", probe.sinkFields(probeName(), name));
    }

    /// Waits until both sinks are active.
    void awaitActive(RestClient rest) throws InterruptedException {
        ActiveSinks.await(rest, name, List.of(name, probeName()));
    }

    /// Starts load and probe.
    Workload load(int changesPerSecond) throws SQLException {
        Workload load =
                Workload.start(
                        () -> source.connect(name),
                        WorkloadOptions.of(seed).withWriters(2).withPace(changesPerSecond));
        probe.start();
        return load;
    }

    /// What was committed, when nobody writes any more.
    Ledger ledger() throws SQLException {
        try (Connection connection = source.connect(name)) {
            return Ledger.read(connection);
        }
    }

    /// Whether all has arrived.
    boolean isComplete(Ledger ledger) {
        return sink.arrivals().distinct() >= ledger.count(sink.interest())
                && probe.missing().isEmpty();
    }

    Verdict judge(Ledger ledger) {
        return Checker.check(ledger, sink.interest(), sink.arrivals());
    }

    /// A load that ended.
    record Loaded(SharedDatabase database, Committed committed, Ledger ledger) {}

    @Override
    public void close() {
        probe.close();
        sink.close();
    }
}
