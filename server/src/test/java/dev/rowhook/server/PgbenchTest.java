package dev.rowhook.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rowhook.server.PgbenchChange.BalanceTable;
import dev.rowhook.server.PgbenchChange.HistoryRow;
import dev.rowhook.server.PgbenchReceiver.Traffic;
import dev.rowhook.server.client.RestClient;
import dev.rowhook.server.client.Wiring;
import dev.rowhook.server.dev.DevInstance;
import dev.rowhook.server.dev.DevOptions;
import dev.rowhook.store.testing.SourcePostgres;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Streams what `pgbench` does, and compares what arrived with the tables, key by key.
///
/// `-Dpgbench.scale=10 -Dpgbench.seconds=30` makes it large. Skipped where there is no `pgbench`.
@Tag("pgbench")
class PgbenchTest {
    private static final int SCALE = Integer.getInteger("pgbench.scale", 1);
    private static final int SECONDS = Integer.getInteger("pgbench.seconds", 5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CHANGES_OF_A_TRANSACTION = 4;

    @TempDir private Path directory;

    @Test
    void whatPgbenchDoesArrivesWholeAndInOrder() throws Exception {
        assumeTrue(
                Pgbench.isOnPath(),
                "SKIPPED: there is no pgbench on the PATH, so its tables are not streamed");
        try (SourcePostgres source = SourcePostgres.create();
                PgbenchReceiver receiver = PgbenchReceiver.start();
                DevInstance rowhook = DevInstance.start(new DevOptions(directory, 0, false));
                RestClient rest = new RestClient(rowhook.url(), rowhook.token())) {
            Pgbench pgbench = new Pgbench(source);
            pgbench.run("-i", "-I", "dtp", "-q");
            new Wiring(rest, "pgbench")
                    .connect(
                            pgbench.login(),
                            Pgbench.tables(),
                            receiver.destination(),
                            Map.of("batch_size", 100));

            pgbench.run("-i", "-I", "g", "-q", "-s", Integer.toString(SCALE));
            int loaded = rowsOf(pgbench);
            receiver.await(loaded, PATIENCE);
            report("load", loaded, receiver.takeTraffic(), receiver);

            pgbench.run("-c", "4", "-T", Integer.toString(SECONDS));
            int transacted = pgbench.history().size() * CHANGES_OF_A_TRANSACTION;
            receiver.await(loaded + transacted, PATIENCE);
            report("transactions", transacted, receiver.takeTraffic(), receiver);

            assertEqual(receiver, pgbench, loaded + transacted);
        }
    }

    private static int rowsOf(Pgbench pgbench) throws SQLException {
        int rows = 0;
        for (BalanceTable table : BalanceTable.values()) {
            rows += pgbench.rows(table).size();
        }
        return rows;
    }

    private static void assertEqual(PgbenchReceiver receiver, Pgbench pgbench, int changes)
            throws SQLException {
        assertThat(receiver.read(PgbenchLedger::size))
                .as("changes that arrived")
                .isEqualTo(changes);
        assertThat(receiver.read(PgbenchLedger::disorder)).as("changes out of order").isEmpty();
        for (BalanceTable table : BalanceTable.values()) {
            boolean equal = pgbench.rows(table).equals(receiver.read(ledger -> ledger.rows(table)));
            assertThat(equal).as("%s is equal in the source and at the receiver", table).isTrue();
        }
        boolean sameHistory =
                bag(pgbench.history()).equals(bag(receiver.read(PgbenchLedger::history)));
        assertThat(sameHistory).as("the history has the same rows, as often").isTrue();
        assertThat(receiver.read(PgbenchLedger::balancesThatDoNotFollow)).isEmpty();
    }

    private static Map<HistoryRow, Long> bag(List<HistoryRow> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static void report(String what, int rows, Traffic traffic, PgbenchReceiver receiver) {
        double seconds = traffic.duration().toNanos() / 1e9;
        System.out.printf(
                "pgbench scale %d, %-12s: %,d rows in %,d requests, %.1f s from the first to the last, %,.0f rows/s,"
                        + " %d duplicates%n",
                SCALE,
                what,
                rows,
                traffic.requests(),
                seconds,
                rows / Math.max(seconds, 0.001),
                receiver.read(PgbenchLedger::duplicates));
        assertThat(traffic.refused()).as("requests refused").isZero();
    }
}
