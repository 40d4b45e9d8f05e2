package dev.rowhook.proof.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

class WorkloadTest {
    @TempDir static Path directory;

    private static TestSource source;

    private final WorkloadOptions options = WorkloadOptions.of(seed()).withBig(100, 2_000);

    private static long seed() {
        long seed = System.nanoTime();
        System.out.println("seed of load: " + seed);
        return seed;
    }

    @BeforeAll
    static void start() throws SQLException {
        source = TestSource.start(directory);
    }

    @AfterAll
    static void stop() {
        source.close();
    }

    @Test
    void survivesLostConnectionsAndACrashOfTheSource() throws Exception {
        try (Workload workload = source.load(options)) {
            for (int i = 0; i < 3; i++) {
                TestSource.awaitMore(workload, 80);
                source.terminateConnections();
            }
            source.crash();
            TestSource.awaitMore(workload, 80);
            workload.stop();
            assertThat(workload.committed().lostConnections()).isPositive();
        }
        assertThatTheLedgerIsWhatTheSourceStreams();
    }

    @Test
    void writesNothingWhileItPauses() throws Exception {
        try (Workload workload = source.load(options);
                Connection connection = source.connect()) {
            TestSource.awaitMore(workload, 50);
            workload.pause();
            Committed before = workload.committed();
            Thread.sleep(200);
            assertThat(workload.committed()).isEqualTo(before);
            assertThat(openTransactions(connection)).isZero();
            workload.resume();
            TestSource.awaitMore(workload, 50);
            workload.stop();
        }
    }

    private static int openTransactions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                select count(*) from pg_stat_activity
                                where usename = 'tenant' and state like 'idle in transaction%'
                                """)) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void aLedgerThatLacksAChangeIsRefused() throws Exception {
        try (Workload workload = source.load(options)) {
            TestSource.awaitMore(workload, 20);
            workload.stop();
        }
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    create temporary table lacking as select * from ledger
                    order by id desc limit 1
                    """);
            statement.execute("delete from ledger where id in (select id from lacking)");
            assertThatThrownBy(() -> Ledger.read(connection))
                    .isInstanceOf(IllegalStateException.class);
            statement.execute("insert into ledger overriding system value select * from lacking");
            assertThat(Ledger.read(connection).size()).isPositive();
        }
    }

    @Test
    void keepsThePace() throws Exception {
        long start = System.nanoTime();
        try (Workload workload = source.load(options.withPace(400).withoutBig())) {
            TestSource.awaitMore(workload, 100);
            workload.stop();
            double seconds = (System.nanoTime() - start) / 1e9;
            // What each writer may have begun, and what is made up for, comes on top.
            assertThat(workload.committed().changes()).isLessThan((long) (400 * seconds) + 200);
        }
    }

    private static void assertThatTheLedgerIsWhatTheSourceStreams() throws SQLException {
        try (Connection connection = source.connect()) {
            Arrivals arrivals = new Arrivals();
            ChangeStream.read(connection).forEach(arrivals::accept);
            Interest all = Interest.everything().withOrder(Order.SINK);
            Verdict verdict = Checker.check(Ledger.read(connection), all, arrivals);
            assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
            assertThat(verdict.arrived()).isEqualTo(verdict.expected()).isPositive();
        }
    }
}
