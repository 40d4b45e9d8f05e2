package dev.rowhook.benchmarks.run;

import dev.rowhook.benchmarks.contender.Assignment;
import dev.rowhook.benchmarks.contender.Contender;
import dev.rowhook.benchmarks.contender.RunningContender;
import dev.rowhook.benchmarks.receiver.Dialect;
import dev.rowhook.benchmarks.scenario.Scenario;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Another contender, with one receiver, whose message of one row is lost on the way.
record Lossy(Contender other, long lostId) implements Contender {

    @Override
    public RunningContender start(Assignment assignment, Path directory)
            throws IOException, SQLException, InterruptedException {
        Assignment.Feed feed = assignment.feeds().getFirst();
        URI lossy = LossyWay.start(feed.receivers().getFirst(), lostId).url();
        return other.start(
                new Assignment(
                        List.of(new Assignment.Feed(feed.source(), feed.table(), List.of(lossy))),
                        assignment.batch(),
                        assignment.maxInFlight()),
                directory);
    }

    @Override
    public String name() {
        return "lossy " + other.name();
    }

    @Override
    public String version() {
        return other.version();
    }

    @Override
    public Dialect dialect() {
        return other.dialect();
    }

    @Override
    public Optional<String> refusal(Scenario scenario) {
        return other.refusal(scenario);
    }
}
