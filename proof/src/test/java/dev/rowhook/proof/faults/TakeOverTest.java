package dev.rowhook.proof.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.embedded.PostgresCluster;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Two servers share the databases of one store. Whichever is killed, the other one goes on with
/// its databases, and the log is exact.
///
/// `-Dtakeover.minutes` draws strikes for so long, in which servers are frozen and stopped, too,
/// and come back, of `-Dtakeover.seed`. What a failed run leaves is in `target/takeover/<seed>`.
class TakeOverTest {
    private static final Duration LENGTH =
            Duration.ofSeconds(
                    (long) (60 * Double.parseDouble(System.getProperty("takeover.minutes", "0"))));
    private static final int DATABASES = Integer.getInteger("takeover.databases", 4);
    private static final int CHANGES_PER_SECOND = Integer.getInteger("takeover.rate", 100);

    @Test
    void theOtherServerGoesOnWithinTenSeconds() throws Exception {
        long seed = Long.getLong("takeover.seed", System.nanoTime());
        Path directory = Path.of("target", "takeover", Long.toString(seed));
        System.out.printf("take-over: seed %d, evidence in %s%n", seed, directory);
        TakeOverReport report =
                new TakeOverRun(
                                new TakeOverOptions(
                                        seed,
                                        LENGTH.isZero() ? List.of(TakeOverStrike.KILL) : List.of(),
                                        LENGTH,
                                        DATABASES,
                                        CHANGES_PER_SECOND,
                                        directory))
                        .run();
        System.out.println(report);
        assertThat(report.isClean()).as("%s", report).isTrue();
        assertThat(report.longest(TakeOverStrike.KILL))
                .isPositive()
                .isLessThan(Duration.ofSeconds(10));
        assertThat(report.longest(TakeOverStrike.FREEZE)).isLessThan(Duration.ofSeconds(10));
        assertThat(report.longest(TakeOverStrike.STOP)).isLessThan(Duration.ofSeconds(5));
        PostgresCluster.erase(directory.resolve("source"));
        PostgresCluster.erase(directory.resolve("store"));
    }
}
