package dev.rowhook.proof.ledger;

import dev.rowhook.embedded.PostgresCluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Random;

/// A load that was made, its ledger, and what Rowhook ought to send of it.
///
/// @param middle a moment while it was made
record RecordedLoad(Ledger ledger, PlantedStream perfect, Mark middle) {
    static final Interest ALL = Interest.everything();

    private static final int TRANSACTIONS = 350;

    /// Draws faults, and says from which seed.
    static Random random() {
        long seed = System.nanoTime();
        System.out.println("seed of faults: " + seed);
        return new Random(seed);
    }

    /// Made once for all tests.
    static RecordedLoad get() {
        return Holder.LOAD;
    }

    /// The change before this one of the key that it has or gets.
    Entry before(Entry entry) {
        return ledger.get(ledger.atTurn(entry.change().table(), entry.key(), entry.turn() - 1));
    }

    /// Whether a change left a row as it is in the end.
    boolean isLastOfARow(Entry entry) {
        Change change = entry.change();
        return change.action() != Action.DELETE
                && ledger.find(change.table(), change.uid(), change.version() + 1) < 0;
    }

    private static RecordedLoad make(Path directory, long seed) throws Exception {
        System.out.println("seed of the recorded load: " + seed);
        WorkloadOptions options = WorkloadOptions.of(seed).withBig(150, 1_000);
        try (TestSource source = TestSource.start(directory);
                Connection connection = source.connect();
                Workload workload = source.load(options)) {
            TestSource.awaitMore(workload, TRANSACTIONS);
            Mark middle = Mark.of(connection);
            TestSource.awaitMore(workload, TRANSACTIONS);
            workload.stop();
            System.out.println(workload.committed());
            Ledger ledger = Ledger.read(connection);
            PlantedStream perfect = PlantedStream.perfect(ledger, ChangeStream.read(connection));
            return new RecordedLoad(ledger, perfect, middle);
        }
    }

    private static final class Holder {
        private static final RecordedLoad LOAD = make();

        private static RecordedLoad make() {
            try {
                Path directory = Files.createTempDirectory("recorded-load");
                try {
                    return RecordedLoad.make(directory, System.nanoTime());
                } finally {
                    PostgresCluster.erase(directory);
                }
            } catch (Exception e) {
                throw new IllegalStateException("no load could be recorded", e);
            }
        }
    }
}
