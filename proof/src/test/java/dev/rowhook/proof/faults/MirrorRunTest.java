package dev.rowhook.proof.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.embedded.PostgresCluster;
import dev.rowhook.embedded.PostgresVersion;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;

/// Whatever is written while tables are backfilled, and whatever is killed: a receiver that applies
/// what it gets ends equal to the tables.
///
/// `-Dmirror.seed` draws the same faults again, `-Dmirror.minutes` makes it longer, and
/// `-Dmirror.source=14` takes a source of that version.
class MirrorRunTest {
    private static final Duration LENGTH =
            Duration.ofSeconds(
                    (long) (60 * Double.parseDouble(System.getProperty("mirror.minutes", "0.2"))));
    private static final int ROWS = Integer.getInteger("mirror.rows", 1_500);
    private static final int SOURCE =
            Integer.getInteger("mirror.source", PostgresVersion.SHIPPED.major());
    private static final int CHANGES_PER_SECOND = Integer.getInteger("mirror.rate", 400);

    @Test
    void theReceiverEndsEqualToTheTables() throws Exception {
        long seed = Long.getLong("mirror.seed", System.nanoTime());
        Path directory = Path.of("target", "mirror", Long.toString(seed));
        System.out.printf("mirror: seed %d, %s, evidence in %s%n", seed, LENGTH, directory);
        MirrorRun.Report report =
                new MirrorRun(
                                new FaultOptions(
                                        seed,
                                        LENGTH,
                                        Duration.ofMillis(300),
                                        Duration.ofMillis(2_000),
                                        CHANGES_PER_SECOND,
                                        new PostgresVersion(SOURCE),
                                        directory),
                                ROWS)
                        .run();
        System.out.println(report);
        assertThat(report.isClean()).as("%s", report).isTrue();
        PostgresCluster.erase(directory.resolve("source"));
        PostgresCluster.erase(directory.resolve("store"));
    }
}
