package dev.rowhook.benchmarks.contender;

import dev.rowhook.benchmarks.host.GcLog;
import dev.rowhook.benchmarks.peer.DebeziumOptions;
import dev.rowhook.benchmarks.peer.DebeziumServer;
import dev.rowhook.benchmarks.peer.Distribution;
import dev.rowhook.benchmarks.receiver.Dialect;
import dev.rowhook.benchmarks.scenario.Scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Debezium Server with its HTTP sink: one process for one database and one endpoint, which keeps
/// its place in a file.
public final class Debezium implements Contender {
    private final Distribution distribution;
    private final List<String> jvmOptions;

    private Debezium(Distribution distribution, List<String> jvmOptions) {
        this.distribution = distribution;
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    /// Fetches it where it is not there yet, which takes its time.
    ///
    /// @param jvmOptions such as `-Xmx512m`
    /// @throws IOException if it cannot be fetched
    public static Debezium obtain(List<String> jvmOptions)
            throws IOException, InterruptedException {
        return new Debezium(Distribution.obtain(Distribution.userCache(), System.out), jvmOptions);
    }

    @Override
    public String name() {
        return "Debezium";
    }

    @Override
    public String version() {
        return "Debezium Server " + Distribution.VERSION;
    }

    @Override
    public Dialect dialect() {
        return Dialect.DEBEZIUM;
    }

    @Override
    public Optional<String> refusal(Scenario scenario) {
        if (scenario.databases() > 1) {
            return Optional.of("a process reads one database");
        }
        return scenario.sinks() > 1
                ? Optional.of("a process sends to one endpoint")
                : Optional.empty();
    }

    @Override
    public RunningContender start(Assignment assignment, Path directory)
            throws IOException, SQLException, InterruptedException {
        GcLog gcLog = new GcLog(directory);
        List<String> options = new ArrayList<>(jvmOptions);
        options.add(gcLog.jvmOption());
        Assignment.Feed feed = assignment.feeds().getFirst();
        DebeziumServer server =
                DebeziumServer.start(
                        distribution,
                        new DebeziumOptions(
                                feed.source(),
                                List.of(feed.table()),
                                feed.receivers().getFirst(),
                                directory,
                                assignment.batch(),
                                options));
        return new RunningDebezium(server, gcLog);
    }
}
