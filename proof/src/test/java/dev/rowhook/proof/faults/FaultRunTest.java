package dev.rowhook.proof.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.embedded.PostgresCluster;
import dev.rowhook.embedded.PostgresVersion;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;

/// Whatever is struck, and whenever: nothing is lost, reordered within a row, repeated in the log
/// or invented.
///
/// `-Dfaults.seed` draws the same faults again, `-Dfaults.minutes` makes it longer, and
/// `-Dfaults.source=14` takes a source of that version; the profile `faults` runs for half an hour.
/// What a failed run leaves is in `target/faults/<seed>`.
class FaultRunTest {
    private static final Duration LENGTH =
            Duration.ofSeconds(
                    (long) (60 * Double.parseDouble(System.getProperty("faults.minutes", "0.25"))));
    private static final Duration LONGEST =
            Duration.ofMillis(Long.getLong("faults.longest.millis", 2_000));
    private static final int SOURCE =
            Integer.getInteger("faults.source", PostgresVersion.SHIPPED.major());
    private static final int CHANGES_PER_SECOND = Integer.getInteger("faults.rate", 1_500);

    @Test
    void theLedgerHolds() throws Exception {
        long seed = Long.getLong("faults.seed", System.nanoTime());
        Path directory = Path.of("target", "faults", Long.toString(seed));
        System.out.printf("faults: seed %d, %s, evidence in %s%n", seed, LENGTH, directory);
        FaultReport report =
                new FaultRun(
                                new FaultOptions(
                                        seed,
                                        LENGTH,
                                        Duration.ofMillis(300),
                                        LONGEST,
                                        CHANGES_PER_SECOND,
                                        new PostgresVersion(SOURCE),
                                        directory))
                        .run();
        System.out.println(report);
        assertThat(report.isClean()).as("%s", report).isTrue();
        PostgresCluster.erase(directory.resolve("source"));
        PostgresCluster.erase(directory.resolve("store"));
    }
}
