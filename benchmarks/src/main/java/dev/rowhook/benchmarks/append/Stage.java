package dev.rowhook.benchmarks.append;

import dev.rowhook.benchmarks.append.Figures.Busy;
import dev.rowhook.benchmarks.contender.Assignment;
import dev.rowhook.benchmarks.contender.RowhookWiring;
import dev.rowhook.benchmarks.host.MachineCpu;
import dev.rowhook.benchmarks.host.ProcessTree;
import dev.rowhook.benchmarks.load.Deadline;
import dev.rowhook.benchmarks.load.RowTable;
import dev.rowhook.benchmarks.run.Closing;
import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.proof.bed.RowhookOptions;
import dev.rowhook.proof.bed.RowhookProcess;
import dev.rowhook.proof.bed.StoreServer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A durable source, a Rowhook beside its durable store with one paused sink, each in a process of
/// its own. Not thread-safe.
final class Stage implements AutoCloseable {
    private static final Duration TIME_LIMIT = Duration.ofMinutes(10);
    private static final Duration ASK_EVERY = Duration.ofMillis(2);
    private static final String SINK = "app-0";

    /// Nothing listens there, and nothing is sent to it.
    private static final URI NOWHERE = URI.create("http://127.0.0.1:9/");

    private final Closing closing = new Closing();
    private final Source source;
    private final StoreServer store;
    private final RowhookProcess rowhook;
    private final Connection watch;

    /// Makes one in a directory, and answers when the sink is paused.
    ///
    /// @param heap of Rowhook, as in `-Xmx`
    Stage(Path directory, String heap, int rowBytes)
            throws IOException, SQLException, InterruptedException {
        try {
            source = closing.later(new Source(directory.resolve("source"), rowBytes));
            store =
                    closing.later(
                            StoreServer.create(
                                    ClusterSettings.of(directory.resolve("store"), "append")));
            rowhook =
                    closing.later(
                            RowhookProcess.start(
                                    store,
                                    new RowhookOptions(
                                            directory.resolve("rowhook"),
                                            store.cluster().port(),
                                            List.of("-Xmx" + heap))));
            new RowhookWiring(
                            rowhook.rest(),
                            new Assignment(
                                    List.of(
                                            new Assignment.Feed(
                                                    source.login(),
                                                    RowTable.NAME,
                                                    List.of(NOWHERE))),
                                    1,
                                    1))
                    .connect();
            rowhook.rest().create("/v1/sinks/%s/pause".formatted(SINK), Map.of());
            watch = closing.later(store.superuser().getConnection());
        } catch (IOException | SQLException | InterruptedException | RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    /// Has a load wait in the slot, and measures how fast it is taken from there.
    Figures measure(Load load) throws IOException, SQLException, InterruptedException {
        source.shut();
        long before = logEnd();
        String end = source.commit(load);
        Optional<Duration> peer = source.receiveByPeer(end);
        source.open();
        Deadline deadline = Deadline.in(TIME_LIMIT);
        long first = awaitBeyond(before, deadline);
        long began = System.nanoTime();
        Moment atFirst = Moment.of(this);
        awaitBeyond(before + load.rows() - 1, deadline);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Busy busy = Moment.of(this).since(atFirst, took);
        return new Figures(
                load,
                peer,
                took,
                before + load.rows() - first,
                busy,
                ProcessTree.alone(rowhook.pid()).peakResidentBytes(),
                number(
                        "select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint from pg_class c where relnamespace = 'rowhook_log'::regnamespace and relkind = 'r'"),
                logEnd());
    }

    /// Waits until the log ends behind a seq, and answers where it ends then.
    private long awaitBeyond(long seq, Deadline deadline)
            throws SQLException, InterruptedException {
        long end = logEnd();
        while (end <= seq) {
            if (deadline.isOver()) {
                throw new IllegalStateException(
                        "the log has %d changes, and not all. Rowhook's log: %s"
                                .formatted(end, rowhook.log()));
            }
            Thread.sleep(ASK_EVERY);
            end = logEnd();
        }
        return end;
    }

    private long logEnd() throws SQLException {
        return number("select coalesce(max(next_seq), 1) - 1 from rowhook.log_position");
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = watch.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// What the processes have used until a moment, in seconds.
    private record Moment(double rowhook, double store, double source, double rest, double all) {
        static Moment of(Stage stage) {
            return new Moment(
                    seconds(ProcessTree.alone(stage.rowhook.pid())),
                    seconds(ProcessTree.of(stage.store.cluster().pid())),
                    seconds(ProcessTree.of(stage.source.pid())),
                    seconds(ProcessTree.alone(ProcessHandle.current().pid())),
                    MachineCpu.busySeconds());
        }

        private static double seconds(ProcessTree tree) {
            return tree.usage().cpuSeconds();
        }

        Busy since(Moment before, Duration took) {
            double ours = rowhook - before.rowhook + store - before.store + source - before.source;
            double others = all - before.all - ours - (rest - before.rest);
            double cores = took.toNanos() / 1e9 * Runtime.getRuntime().availableProcessors();
            return new Busy(
                    rowhook - before.rowhook,
                    store - before.store,
                    source - before.source,
                    Math.max(0, others) / cores);
        }
    }

    /// Ends all processes.
    @Override
    public void close() {
        closing.close();
    }
}
