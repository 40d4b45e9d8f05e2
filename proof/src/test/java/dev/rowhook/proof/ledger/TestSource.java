package dev.rowhook.proof.ledger;

import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.proof.bed.SourceServer;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeoutException;

/// A source with the tables of a load in one database, and a slot that sees all their changes.
final class TestSource implements AutoCloseable {
    private static final String DATABASE = "shop";
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final SourceServer server;

    private TestSource(SourceServer server) {
        this.server = server;
    }

    static TestSource start(Path directory) throws SQLException {
        TestSource source =
                new TestSource(
                        SourceServer.start(
                                ClusterSettings.of(directory, "superuser").volatileForTests()));
        source.server.createDatabase(DATABASE);
        try (Connection connection = source.connect()) {
            Workload.createTables(connection);
            ChangeStream.begin(connection);
        }
        return source;
    }

    Connection connect() throws SQLException {
        return server.connect(DATABASE);
    }

    Workload load(WorkloadOptions options) throws SQLException {
        return Workload.start(this::connect, options);
    }

    /// Waits until a load has committed so many transactions more.
    static void awaitMore(Workload workload, long transactions)
            throws InterruptedException, TimeoutException {
        long enough = workload.committed().transactions() + transactions;
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (workload.committed().transactions() < enough) {
            if (System.nanoTime() - giveUp > 0) {
                throw new TimeoutException("no more commits: " + workload.committed());
            }
            Thread.sleep(10);
        }
    }

    /// Ends every connection of the tenant.
    void terminateConnections() throws SQLException {
        try (Connection superuser = server.cluster().superuser(DATABASE).getConnection();
                Statement statement = superuser.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'tenant'");
        }
    }

    /// `kill -9` and a new start.
    void crash() {
        server.cluster().kill();
        server.cluster().start();
    }

    @Override
    public void close() {
        server.close();
    }
}
