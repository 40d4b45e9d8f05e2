package dev.rowhook.benchmarks.backfill;

import dev.rowhook.benchmarks.load.Committed;
import dev.rowhook.benchmarks.load.Deadline;
import dev.rowhook.benchmarks.load.Rows;
import dev.rowhook.benchmarks.receiver.Dialect;
import dev.rowhook.benchmarks.receiver.Expectation;
import dev.rowhook.benchmarks.receiver.Received;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/// Measures the parts, one after the other, on one stage. Live changes are inserts of new ids, so
/// that the table grows by them. Not thread-safe.
final class Measurement {
    private static final Duration ASK_EVERY = Duration.ofMillis(20);

    private final BackfillsOptions options;
    private final Stage stage;
    private long nextId;

    Measurement(BackfillsOptions options, Stage stage) {
        this.options = options;
        this.stage = stage;
        this.nextId = options.rows() + 1L;
    }

    /// Live changes for so long, and nothing else.
    Figures live(String part, Duration duration) throws SQLException, InterruptedException {
        Deadline deadline = Deadline.in(BackfillsOptions.TIME_LIMIT);
        Rows rows = liveRows(duration);
        expect(rows.firstId(), rows.perDatabase());
        Cost before = Cost.of(stage);
        Committed live = stage.generator().commitSteadily(rows, options.live(), deadline);
        nextId += live.rows();
        return figures(part, Optional.empty(), Optional.of(live), live.rows(), before, deadline);
    }

    /// A backfill of the whole table without live changes.
    Figures backfill(String part) throws InterruptedException {
        Deadline deadline = Deadline.in(BackfillsOptions.TIME_LIMIT);
        long present = nextId - 1;
        expect(1, present);
        Cost before = Cost.of(stage);
        Backfill.Completed completed = Backfill.begin(stage.rest(), Stage.SINK).await(deadline);
        return figures(part, Optional.of(completed), Optional.empty(), present, before, deadline);
    }

    /// A backfill of the whole table, and live changes until it is completed. Only these are timed.
    Figures backfillBesideLive(String part) throws SQLException, InterruptedException {
        Deadline deadline = Deadline.in(BackfillsOptions.TIME_LIMIT);
        long present = nextId - 1;
        Rows rows = liveRows(BackfillsOptions.TIME_LIMIT);
        expect(1, present + rows.perDatabase());
        Cost before = Cost.of(stage);
        AtomicBoolean ended = new AtomicBoolean();
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Future<Committed> load =
                    executor.submit(() ->
                            stage.generator()
                                    .commitSteadily(rows, options.live(), ended::get, deadline));
            Backfill.Completed completed = awaitBackfill(ended, deadline);
            Committed live = load.get();
            nextId += live.rows();
            return figures(
                    part,
                    Optional.of(completed),
                    Optional.of(live),
                    present + live.rows(),
                    before,
                    deadline);
        } catch (ExecutionException e) {
            throw new SQLException(e.getCause());
        }
    }

    private Backfill.Completed awaitBackfill(AtomicBoolean ended, Deadline deadline)
            throws InterruptedException {
        try {
            return Backfill.begin(stage.rest(), Stage.SINK).await(deadline);
        } finally {
            ended.set(true);
        }
    }

    private Rows liveRows(Duration duration) {
        return new Rows(nextId, Math.toIntExact(options.live() * duration.toSeconds()), 1);
    }

    private void expect(long firstId, long rows) {
        stage.receiver()
                .expect(
                        new Expectation(
                                Dialect.ROWHOOK,
                                firstId,
                                Math.toIntExact(rows),
                                1,
                                Duration.ZERO,
                                nextId));
    }

    private Figures figures(
            String part,
            Optional<Backfill.Completed> backfill,
            Optional<Committed> live,
            long expected,
            Cost before,
            Deadline deadline)
            throws InterruptedException {
        Received received = stage.receiver().received();
        while (received.distinct() < expected && !deadline.isOver()) {
            Thread.sleep(ASK_EVERY);
            received = stage.receiver().received();
        }
        return new Figures(
                part,
                backfill,
                live,
                expected,
                received,
                Cost.of(stage).minus(before),
                stage.rowhookProcess().peakResidentBytes());
    }
}
