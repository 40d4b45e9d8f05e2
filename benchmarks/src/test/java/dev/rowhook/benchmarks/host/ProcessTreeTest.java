package dev.rowhook.benchmarks.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

final class ProcessTreeTest {
    private static final String WORK = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";

    @Test
    void whatItsChildrenUsedIsCountedAlsoWhenTheyHaveEnded(@TempDir Path directory)
            throws IOException, InterruptedException {
        Process shell =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "sh -c '%s; head -c 100000 /dev/zero > %s'; echo done; read line"
                                        .formatted(WORK, directory.resolve("zeros")))
                        .start();
        try {
            assertThat(shell.inputReader().readLine()).isEqualTo("done");
            Usage usage = ProcessTree.of(shell.pid()).usage();
            assertThat(usage.cpuSeconds()).isPositive();
            assertThat(usage.writtenBytes()).isBetween(100_000L, 120_000L);
        } finally {
            shell.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatRunningChildrenUseIsCountedUnlessItIsToBeLeftOut()
            throws IOException, InterruptedException {
        Process shell =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "sh -c '%s; echo done; read line'; true".formatted(WORK))
                        .start();
        try {
            assertThat(shell.inputReader().readLine()).isEqualTo("done");
            double tree = ProcessTree.of(shell.pid()).usage().cpuSeconds();
            double alone = ProcessTree.alone(shell.pid()).usage().cpuSeconds();
            assertThat(tree).isGreaterThan(alone);
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void theMachineUsesAtLeastWhatThisProcessUses() {
        double own = ProcessTree.alone(ProcessHandle.current().pid()).usage().cpuSeconds();
        assertThat(MachineCpu.busySeconds()).isGreaterThan(own / 2);
        assertThat(ProcessTree.alone(ProcessHandle.current().pid()).peakResidentBytes())
                .isGreaterThan(10L << 20);
        assertThat(Duration.ofSeconds((long) own)).isLessThan(Duration.ofDays(1));
    }
}
