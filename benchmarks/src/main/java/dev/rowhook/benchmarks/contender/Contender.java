package dev.rowhook.benchmarks.contender;

import dev.rowhook.benchmarks.receiver.Dialect;
import dev.rowhook.benchmarks.scenario.Scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/// Something that sends the committed rows of Postgres databases to HTTP endpoints.
public interface Contender {
    /// As in a table of results.
    String name();

    /// Which version of it.
    String version();

    /// How its messages are read.
    Dialect dialect();

    /// Why it cannot do what a scenario wants; empty if it can.
    Optional<String> refusal(Scenario scenario);

    /// Starts it, and answers when every row that is committed from then on will be sent.
    ///
    /// @param directory empty, for whatever it writes; the Java options write the garbage
    ///   collector's log there
    /// @throws IllegalStateException if it does not start
    RunningContender start(Assignment assignment, Path directory)
            throws IOException, SQLException, InterruptedException;
}
