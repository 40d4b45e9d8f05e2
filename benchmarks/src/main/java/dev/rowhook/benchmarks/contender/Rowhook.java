package dev.rowhook.benchmarks.contender;

import dev.rowhook.benchmarks.host.GcLog;
import dev.rowhook.benchmarks.receiver.Dialect;
import dev.rowhook.benchmarks.scenario.Scenario;
import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.proof.bed.RowhookOptions;
import dev.rowhook.proof.bed.RowhookProcess;
import dev.rowhook.proof.bed.StoreServer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rowhook with all roles in one process, beside a durable store of its own.
public final class Rowhook implements Contender {
    private final String version;
    private final List<String> jvmOptions;

    /// @param jvmOptions such as `-Xmx512m`
    public Rowhook(String version, List<String> jvmOptions) {
        this.version = version;
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    @Override
    public String name() {
        return "Rowhook";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Dialect dialect() {
        return Dialect.ROWHOOK;
    }

    @Override
    public Optional<String> refusal(Scenario scenario) {
        return Optional.empty();
    }

    @Override
    public RunningContender start(Assignment assignment, Path directory)
            throws IOException, SQLException, InterruptedException {
        StoreServer store =
                StoreServer.create(ClusterSettings.of(directory.resolve("store"), "benchmark"));
        try {
            Path own = Files.createDirectories(directory.resolve("rowhook"));
            GcLog gcLog = new GcLog(own);
            List<String> options = new ArrayList<>(jvmOptions);
            options.add(gcLog.jvmOption());
            RowhookProcess process =
                    RowhookProcess.start(
                            store, new RowhookOptions(own, store.cluster().port(), options));
            RunningRowhook running = new RunningRowhook(store, process, gcLog);
            connect(running, assignment);
            return running;
        } catch (IOException | InterruptedException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static void connect(RunningRowhook running, Assignment assignment)
            throws InterruptedException {
        try {
            new RowhookWiring(running.rest(), assignment).connect();
        } catch (InterruptedException | RuntimeException e) {
            running.close();
            throw e;
        }
    }
}
