package dev.rowhook.benchmarks.scenario;

import java.time.Duration;

/// One thing to measure.
///
/// @param rowBytes of the values of a row
/// @param batch messages a request at most; 1 sends single messages
/// @param latency how long the endpoint takes to answer
/// @param sinks on the table of each database: each row is delivered to each of them
/// @param databases the rows are spread over them evenly
/// @param maxInFlight requests at a time, of each sink
/// @param warmUpRows committed and delivered before anything is measured
/// @param runs how often it is measured
/// @param timeLimit of the warm-up and of each run
public record Scenario(
        String name,
        Load load,
        int rowBytes,
        int batch,
        Duration latency,
        int sinks,
        int databases,
        int maxInFlight,
        int warmUpRows,
        int runs,
        Duration timeLimit) {

    /// The same, measured as often as this.
    public Scenario withRuns(int changed) {
        return new Scenario(
                name,
                load,
                rowBytes,
                batch,
                latency,
                sinks,
                databases,
                maxInFlight,
                warmUpRows,
                changed,
                timeLimit);
    }

    /// How many messages a run delivers.
    public long messages() {
        return (long) load.rows() * sinks;
    }
}
