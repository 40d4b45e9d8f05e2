package dev.rowhook.benchmarks.backfill;

import dev.rowhook.benchmarks.contender.Assignment;
import dev.rowhook.benchmarks.contender.RowhookWiring;
import dev.rowhook.benchmarks.host.ProcessTree;
import dev.rowhook.benchmarks.load.Generator;
import dev.rowhook.benchmarks.load.RowTable;
import dev.rowhook.benchmarks.receiver.ReceiverProcess;
import dev.rowhook.benchmarks.run.Closing;
import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.proof.bed.RowhookOptions;
import dev.rowhook.proof.bed.RowhookProcess;
import dev.rowhook.proof.bed.SourceServer;
import dev.rowhook.proof.bed.StoreServer;
import dev.rowhook.server.client.RestClient;
import dev.rowhook.server.client.SourceLogin;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// A durable source with a table that is full, a Rowhook beside its store with one active sink, and
/// the receiver, each in a process of its own. The live changes come from this process. Not
/// thread-safe.
final class Stage implements AutoCloseable {
    /// Of the only sink.
    static final String SINK = "app-0";

    private static final String DATABASE = "app";
    private static final String CLUSTER = "backfills";
    private static final int WRITERS = 16;

    private final Closing closing = new Closing();
    private final ReceiverProcess receiver;
    private final SourceServer source;
    private final StoreServer store;
    private final RowhookProcess rowhook;
    private final Generator generator;

    /// Makes one in a directory, and answers when the sink is active.
    Stage(BackfillsOptions options, Path directory)
            throws IOException, SQLException, InterruptedException {
        try {
            receiver = closing.later(ReceiverProcess.start(directory.resolve("receiver.log")));
            source =
                    closing.later(
                            SourceServer.start(
                                    ClusterSettings.of(directory.resolve("source"), CLUSTER)));
            SourceLogin login = source.createDatabase(DATABASE);
            RowTable.create(source, DATABASE);
            RowTable.fill(
                    source,
                    DATABASE,
                    options.rows(),
                    options.rowBytes(),
                    BackfillsOptions.TIME_LIMIT);
            store =
                    closing.later(
                            StoreServer.create(
                                    ClusterSettings.of(directory.resolve("store"), CLUSTER)));
            rowhook = closing.later(start(options, directory));
            new RowhookWiring(rowhook.rest(), assignment(options, login)).connect();
            generator =
                    closing.later(
                            Generator.open(source, List.of(DATABASE), WRITERS, options.rowBytes()));
        } catch (IOException | SQLException | InterruptedException | RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private RowhookProcess start(BackfillsOptions options, Path directory)
            throws IOException, InterruptedException {
        return RowhookProcess.start(
                store,
                new RowhookOptions(
                        directory.resolve("rowhook"),
                        store.cluster().port(),
                        List.of("-Xmx" + options.heap())));
    }

    private Assignment assignment(BackfillsOptions options, SourceLogin login) {
        return new Assignment(
                List.of(new Assignment.Feed(login, RowTable.NAME, List.of(receiver.url(0)))),
                options.batch(),
                options.maxInFlight());
    }

    ReceiverProcess receiver() {
        return receiver;
    }

    Generator generator() {
        return generator;
    }

    RestClient rest() {
        return rowhook.rest();
    }

    /// What Rowhook has printed.
    Path log() {
        return rowhook.log();
    }

    ProcessTree rowhookProcess() {
        return ProcessTree.alone(rowhook.pid());
    }

    ProcessTree storeProcesses() {
        return ProcessTree.of(store.cluster().pid());
    }

    ProcessTree sourceProcesses() {
        return ProcessTree.of(source.cluster().pid());
    }

    ProcessTree receiverProcess() {
        return ProcessTree.alone(receiver.pid());
    }

    /// Ends all processes.
    @Override
    public void close() {
        closing.close();
    }
}
