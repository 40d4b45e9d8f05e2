package dev.rowhook.benchmarks.load;

/// The rows of a run: in each database those with the ids `firstId` to `firstId + perDatabase - 1`.
public record Rows(long firstId, int perDatabase, int databases) {
    /// Those of the next run.
    public Rows next(int count) {
        return new Rows(firstId + perDatabase, count / databases, databases);
    }

    /// Before the first run.
    public static Rows none(int databases) {
        return new Rows(1, 0, databases);
    }
}
