package dev.rowhook.benchmarks.run;

import dev.rowhook.benchmarks.contender.Assignment;
import dev.rowhook.benchmarks.contender.Contender;
import dev.rowhook.benchmarks.contender.RunningContender;
import dev.rowhook.benchmarks.load.Generator;
import dev.rowhook.benchmarks.load.RowTable;
import dev.rowhook.benchmarks.receiver.Expectation;
import dev.rowhook.benchmarks.receiver.ReceiverProcess;
import dev.rowhook.benchmarks.scenario.Scenario;
import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.embedded.Trees;
import dev.rowhook.proof.bed.SourceServer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// All that a scenario needs, new and each in a process of its own: a durable source, the contender
/// with what it needs, and the receiver. The load comes from this process. Not thread-safe.
final class Bed implements AutoCloseable {
    private static final Duration NOTHING_ARRIVES = Duration.ZERO;

    private final Closing closing = new Closing();
    private final Scenario scenario;
    private final Path directory;
    private final ReceiverProcess receiver;
    private final SourceServer source;
    private final List<String> databases = new ArrayList<>();
    private final RunningContender contender;
    private final Generator generator;

    /// Makes one in a directory, and answers when the contender sends.
    Bed(Scenario scenario, Contender contender, Path directory)
            throws IOException, SQLException, InterruptedException {
        this.scenario = scenario;
        this.directory = directory;
        try {
            Files.createDirectories(directory);
            receiver = closing.later(ReceiverProcess.start(directory.resolve("receiver.log")));
            receiver.expect(new Expectation(contender.dialect(), 0, 0, 0, NOTHING_ARRIVES));
            source =
                    closing.later(
                            SourceServer.start(
                                    ClusterSettings.of(directory.resolve("source"), "benchmark")));
            Assignment assignment = createDatabases();
            this.contender =
                    closing.later(
                            contender.start(
                                    assignment,
                                    Files.createDirectories(directory.resolve("contender"))));
            generator =
                    closing.later(
                            Generator.open(
                                    source,
                                    databases,
                                    scenario.load().writers(),
                                    scenario.rowBytes()));
        } catch (IOException | SQLException | InterruptedException | RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private Assignment createDatabases() throws SQLException {
        List<Assignment.Feed> feeds = new ArrayList<>();
        for (int database = 0; database < scenario.databases(); database++) {
            String name = "tenant%d".formatted(database);
            databases.add(name);
            var login = source.createDatabase(name);
            RowTable.create(source, name);
            int first = database * scenario.sinks();
            List<URI> receivers =
                    IntStream.range(first, first + scenario.sinks())
                            .mapToObj(receiver::url)
                            .toList();
            feeds.add(new Assignment.Feed(login, RowTable.NAME, receivers));
        }
        return new Assignment(feeds, scenario.batch(), scenario.maxInFlight());
    }

    ReceiverProcess receiver() {
        return receiver;
    }

    SourceServer source() {
        return source;
    }

    RunningContender contender() {
        return contender;
    }

    Generator generator() {
        return generator;
    }

    /// Where everybody's logs are.
    Path directory() {
        return directory;
    }

    /// Which Postgres it is.
    String postgresVersion() throws SQLException {
        try (Connection connection = source.connect(databases.getFirst())) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    /// Ends all processes, and deletes what they have written.
    void closeAndErase() throws IOException {
        close();
        Trees.delete(directory);
    }

    /// Ends all processes.
    @Override
    public void close() {
        closing.close();
    }
}
