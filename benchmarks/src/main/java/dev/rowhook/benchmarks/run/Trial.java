package dev.rowhook.benchmarks.run;

import dev.rowhook.benchmarks.contender.Contender;
import dev.rowhook.benchmarks.load.Committed;
import dev.rowhook.benchmarks.load.Deadline;
import dev.rowhook.benchmarks.load.Rows;
import dev.rowhook.benchmarks.receiver.Expectation;
import dev.rowhook.benchmarks.receiver.Received;
import dev.rowhook.benchmarks.report.Metric;
import dev.rowhook.benchmarks.scenario.Load;
import dev.rowhook.benchmarks.scenario.Scenario;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One scenario with one contender, on a bed that is there: a warm-up, and the runs. Used once.
final class Trial {
    private static final long ASK_EVERY_MILLIS = 20;

    private final Scenario scenario;
    private final Contender contender;
    private final Bed bed;
    private Rows rows;

    Trial(Scenario scenario, Contender contender, Bed bed) {
        this.scenario = scenario;
        this.contender = contender;
        this.bed = bed;
        this.rows = Rows.none(scenario.databases());
    }

    /// The numbers of each run.
    ///
    /// @throws RunFailedException if not every row arrives at every sink within the time limit
    List<Map<Metric, Double>> run()
            throws RunFailedException, SQLException, IOException, InterruptedException {
        warmUp();
        List<Map<Metric, Double>> runs = new ArrayList<>();
        for (int run = 0; run < scenario.runs(); run++) {
            runs.add(
                    switch (scenario.load()) {
                        case Load.Drain _, Load.Steady _ -> live();
                        case Load.Backlog _ -> backlog();
                    });
        }
        return runs;
    }

    private void warmUp() throws RunFailedException, SQLException, InterruptedException {
        if (scenario.warmUpRows() > 0) {
            Deadline deadline = Deadline.in(scenario.timeLimit());
            expect(scenario.warmUpRows());
            commit(deadline);
            awaitAll(deadline);
        }
    }

    private Map<Metric, Double> live()
            throws RunFailedException, SQLException, InterruptedException {
        Deadline deadline = Deadline.in(scenario.timeLimit());
        expect(scenario.load().rows());
        Meter meter = Meter.start(bed);
        Committed committed = commit(deadline);
        Received received = awaitAll(deadline);
        return RunNumbers.live(committed, received, meter.read());
    }

    private Map<Metric, Double> backlog()
            throws RunFailedException, SQLException, IOException, InterruptedException {
        Deadline deadline = Deadline.in(scenario.timeLimit());
        expect(scenario.load().rows());
        bed.contender().stop();
        Committed committed = commit(deadline);
        Meter meter = Meter.start(bed);
        bed.contender().start();
        Received received = awaitAll(deadline);
        return RunNumbers.backlog(committed, received, meter.read());
    }

    private void expect(int count) {
        rows = rows.next(count);
        bed.receiver()
                .expect(
                        new Expectation(
                                contender.dialect(),
                                rows.firstId(),
                                rows.perDatabase(),
                                scenario.databases() * scenario.sinks(),
                                scenario.latency()));
    }

    private Committed commit(Deadline deadline) throws RunFailedException, InterruptedException {
        try {
            return bed.generator().commit(rows, scenario.load(), deadline);
        } catch (SQLException e) {
            throw new RunFailedException(
                    "%s, and %s".formatted(e.getMessage(), delivered(bed.receiver().received())));
        }
    }

    private Received awaitAll(Deadline deadline) throws RunFailedException, InterruptedException {
        Received received = bed.receiver().received();
        while (received.distinct() < messages()) {
            if (!bed.contender().isAlive()) {
                throw new RunFailedException(
                        "%s before the sender's process ended".formatted(delivered(received)));
            }
            if (deadline.isOver()) {
                throw new RunFailedException(
                        "%s within %d s"
                                .formatted(delivered(received), scenario.timeLimit().toSeconds()));
            }
            Thread.sleep(ASK_EVERY_MILLIS);
            received = bed.receiver().received();
        }
        return received;
    }

    private long messages() {
        return (long) rows.perDatabase() * scenario.databases() * scenario.sinks();
    }

    private String delivered(Received received) {
        return "%d of %d messages were delivered (%d came twice, %d were not expected, %d requests could not be read)"
                .formatted(
                        received.distinct(),
                        messages(),
                        received.duplicates(),
                        received.strays(),
                        received.unreadable());
    }
}
