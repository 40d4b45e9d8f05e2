package dev.rowhook.benchmarks.load;

import dev.rowhook.benchmarks.scenario.Load;
import dev.rowhook.proof.bed.SourceServer;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/// Commits rows to the databases of a source, from this process, by connections that stay open. One
/// run after the other.
public final class Generator implements AutoCloseable {
    private final List<List<Writer>> writersOfThread = new ArrayList<>();
    private final ExecutorService threads;

    private Generator(int threads) {
        this.threads = Executors.newFixedThreadPool(threads);
    }

    /// Opens as many connections to each database.
    public static Generator open(
            SourceServer source, List<String> databases, int writers, int rowBytes)
            throws SQLException {
        Generator generator = new Generator(writers);
        try {
            for (int thread = 0; thread < writers; thread++) {
                List<Writer> own = new ArrayList<>();
                generator.writersOfThread.add(own);
                for (String database : databases) {
                    own.add(new Writer(source.connect(database), rowBytes));
                }
            }
        } catch (SQLException e) {
            generator.close();
            throw e;
        }
        return generator;
    }

    /// Commits as fast as the source takes it, in turn to each database.
    ///
    /// @throws SQLException if the source fails, or the deadline comes first
    public Committed commitAll(Rows rows, int rowsPerCommit, Deadline deadline)
            throws SQLException, InterruptedException {
        return run(new Schedule(rows, rowsPerCommit, Duration.ZERO, () -> false, deadline));
    }

    /// Commits one row after the other, each at its time.
    ///
    /// @throws SQLException if the source fails, or the deadline comes first
    public Committed commitSteadily(Rows rows, int commitsPerSecond, Deadline deadline)
            throws SQLException, InterruptedException {
        return commitSteadily(rows, commitsPerSecond, () -> false, deadline);
    }

    /// Commits one row after the other, each at its time, until the run is ended. What is committed
    /// then are the first of the rows.
    ///
    /// @throws SQLException if the source fails, or the deadline comes first
    public Committed commitSteadily(
            Rows rows, int commitsPerSecond, BooleanSupplier ended, Deadline deadline)
            throws SQLException, InterruptedException {
        Duration apart = Duration.ofNanos(1_000_000_000L / commitsPerSecond);
        return run(new Schedule(rows, 1, apart, ended, deadline));
    }

    /// Commits rows as a load wants them.
    ///
    /// @throws SQLException if the source fails, or the deadline comes first
    public Committed commit(Rows rows, Load load, Deadline deadline)
            throws SQLException, InterruptedException {
        return switch (load) {
            case Load.Drain drain -> commitAll(rows, drain.rowsPerCommit(), deadline);
            case Load.Backlog backlog -> commitAll(rows, backlog.rowsPerCommit(), deadline);
            case Load.Steady steady -> commitSteadily(rows, steady.commitsPerSecond(), deadline);
        };
    }

    private Committed run(Schedule schedule) throws SQLException, InterruptedException {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (List<Writer> writers : writersOfThread) {
            tasks.add(() -> {
                schedule.work(writers);
                return true;
            });
        }
        for (Future<Boolean> task : threads.invokeAll(tasks)) {
            try {
                task.get();
            } catch (ExecutionException e) {
                throw new SQLException("the load broke off: " + e.getCause(), e);
            }
        }
        return schedule.committed();
    }

    @Override
    public void close() throws SQLException {
        threads.shutdownNow();
        for (List<Writer> writers : writersOfThread) {
            for (Writer writer : writers) {
                writer.close();
            }
        }
    }
}
