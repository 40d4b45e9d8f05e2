package dev.rowhook.benchmarks.scenario;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import java.time.Duration;

/// How rows are committed.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Load.Drain.class, name = "drain"),
    @JsonSubTypes.Type(value = Load.Backlog.class, name = "backlog"),
    @JsonSubTypes.Type(value = Load.Steady.class, name = "steady")
})
public sealed interface Load {
    /// How many rows are committed, over all databases.
    int rows();

    /// How many connections commit, to each database.
    int writers();

    /// As fast as the source takes them, while the sinks deliver.
    record Drain(int rows, int rowsPerCommit, int writers) implements Load {}

    /// While nobody reads them: the contender is stopped, the rows are committed, and it starts.
    record Backlog(int rows, int rowsPerCommit, int writers) implements Load {}

    /// One row a commit, each at its time, whether or not the ones before it are done.
    record Steady(int commitsPerSecond, Duration duration, int writers) implements Load {
        @Override
        public int rows() {
            return Math.toIntExact(commitsPerSecond * duration.toMillis() / 1000);
        }
    }
}
