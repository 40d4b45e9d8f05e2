package dev.rowhook.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class DistributionTest {
    @TempDir Path cache;

    @Test
    void isNotInAnEmptyCache() {
        assertThat(Distribution.in(cache)).isEmpty();
    }

    @Test
    void isNotFetchedWhereItIsInTheCache() throws IOException, InterruptedException {
        Files.createDirectory(cache.resolve("debezium-server-" + Distribution.VERSION));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Distribution distribution =
                Distribution.obtain(cache, new PrintStream(said, true, StandardCharsets.UTF_8));
        assertThat(Distribution.in(cache)).contains(distribution);
        assertThat(said.size()).isZero();
    }

    @Test
    void runsWithAllItsLibraries() {
        assertThat(new Distribution(Path.of("/d")).classPath())
                .isEqualTo(
                        "/d/debezium-server-dist-%s-runner.jar:/d/config/lib:/d/lib/*"
                                .formatted(Distribution.VERSION));
    }
}
