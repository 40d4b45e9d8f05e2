package dev.rowhook.benchmarks.load;

import org.HdrHistogram.ConcurrentHistogram;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The commits of one run, which threads take one after the other. They go to the databases in
/// turn. Thread-safe.
final class Schedule {
    private static final long LONGEST_MICROS = 3_600_000_000L;
    private static final long NANOS_A_MICRO = 1_000;

    private final Rows rows;
    private final int rowsPerCommit;
    private final long apartNanos;
    private final BooleanSupplier ended;
    private final Deadline deadline;
    private final long commitsPerDatabase;
    private final long start = System.nanoTime();
    private final AtomicLong taken = new AtomicLong();
    private final ConcurrentHistogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);
    private final LongAccumulator end = new LongAccumulator(Math::max, 0);
    private final LongAccumulator late = new LongAccumulator(Math::max, 0);

    /// @param apart how far the times of two commits are apart; zero for commits without a time
    /// @param ended no more commits are taken once it is
    Schedule(
            Rows rows,
            int rowsPerCommit,
            Duration apart,
            BooleanSupplier ended,
            Deadline deadline) {
        this.rows = rows;
        this.rowsPerCommit = rowsPerCommit;
        this.apartNanos = apart.toNanos();
        this.ended = ended;
        this.deadline = deadline;
        this.commitsPerDatabase = Math.ceilDiv(rows.perDatabase(), rowsPerCommit);
    }

    private long commits() {
        return commitsPerDatabase * rows.databases();
    }

    /// Takes commits until there are none left, or the run is ended.
    ///
    /// @param writers one a database
    void work(List<Writer> writers) throws SQLException {
        for (long commit = take(); commit < commits(); commit = take()) {
            if (deadline.isOver() || Thread.currentThread().isInterrupted()) {
                throw new SQLTimeoutException(
                        "out of time after %d of %d commits".formatted(commit, commits()));
            }
            awaitTime(commit);
            long begin = System.nanoTime();
            write(writers, commit);
            micros.recordValue(
                    Math.min(LONGEST_MICROS, (System.nanoTime() - begin) / NANOS_A_MICRO));
        }
        end.accumulate(System.nanoTime() - start);
    }

    /// The number of the next commit; that of none if the run is ended.
    private long take() {
        return ended.getAsBoolean() ? Long.MAX_VALUE : taken.getAndIncrement();
    }

    private void awaitTime(long commit) {
        if (apartNanos == 0) {
            return;
        }
        long due = start + commit * apartNanos;
        long left = due - System.nanoTime();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = due - System.nanoTime();
        }
        late.accumulate(-left);
    }

    private void write(List<Writer> writers, long commit) throws SQLException {
        int database = (int) (commit % rows.databases());
        long first = commit / rows.databases() * rowsPerCommit;
        long last = Math.min(first + rowsPerCommit, rows.perDatabase()) - 1;
        writers.get(database).commit(rows.firstId() + first, rows.firstId() + last);
    }

    private Duration percentile(double percentile) {
        return Duration.ofNanos(micros.getValueAtPercentile(percentile) * NANOS_A_MICRO);
    }

    /// What was done, when no thread works any more.
    Committed committed() {
        long commits = Math.min(taken.get(), commits());
        return new Committed(
                Math.min(commits * rowsPerCommit, (long) rows.perDatabase() * rows.databases()),
                commits,
                Duration.ofNanos(end.get()),
                percentile(50),
                percentile(99),
                Duration.ofNanos(late.get()));
    }
}
