package dev.rowhook.proof.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// Writers that change the tables of a source until they are stopped.
///
/// They insert, update and delete rows, move them to other keys, put rows under keys that others
/// left, and insert deleted ones again; in transactions of a few changes or of many, which contend
/// for the rows that are drawn most, and some of which are rolled back as a whole or in part. Each
/// change enters itself, by the same statement, into the table `ledger` of the source: what stands
/// there in the end is what was committed, whatever was lost on the way. Conflicts and lost
/// connections are survived.
///
/// Several loads may work on the same tables, also at once. Thread-safe.
public final class Workload implements AutoCloseable {
    /// The tables to stream, by their names in SQL.
    public static final List<String> TABLES =
            Arrays.stream(LedgerTable.values()).map(LedgerTable::sqlName).toList();

    private final LoadState load;
    private final List<Thread> threads = new ArrayList<>();

    private Workload(LoadState load) {
        this.load = load;
    }

    /// Opens connections to the source.
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    /// Makes the tables in a database that has none of them.
    public static void createTables(Connection connection) throws SQLException {
        try (InputStream sql =
                        Objects.requireNonNull(Workload.class.getResourceAsStream("tables.sql"));
                Statement statement = connection.createStatement()) {
            statement.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts to write.
    ///
    /// @throws SQLException if the source cannot be reached
    public static Workload start(Connections connections, WorkloadOptions options)
            throws SQLException {
        SharedKeys keys = new SharedKeys(new Numbers(numberOfLoad(connections)));
        LoadState load = new LoadState(keys, new Pace(options.changesPerSecond()));
        Workload workload = new Workload(load);
        Random seeds = new Random(options.seed());
        for (int i = 0; i < options.writers(); i++) {
            Random random = new Random(seeds.nextLong());
            Writer writer = new Writer(connections, load, random, options);
            workload.threads.add(Thread.ofPlatform().name("writer-" + i).daemon().start(writer));
        }
        return workload;
    }

    private static long numberOfLoad(Connections connections) throws SQLException {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            // A number that a crash of the source takes back would be given twice.
            statement.execute("set synchronous_commit = on");
            try (ResultSet row = statement.executeQuery("select nextval('workload_run')")) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /// Answers when no transaction is open any more; none is begun until [#resume].
    public void pause() throws InterruptedException {
        load.gate().shut();
    }

    public void resume() {
        load.gate().open();
    }

    public Committed committed() {
        return load.counts();
    }

    /// Lets the writers end their transactions, and answers when they have.
    ///
    /// @throws IllegalStateException if one failed by what it must not fail by
    public void stop() throws InterruptedException {
        close();
        for (Thread thread : threads) {
            thread.join();
        }
        load.failure()
                .ifPresent(cause -> {
                    throw new IllegalStateException("a writer failed", cause);
                });
    }

    /// Lets the writers end, and does not wait.
    @Override
    public void close() {
        load.stop();
        load.gate().open();
    }
}
