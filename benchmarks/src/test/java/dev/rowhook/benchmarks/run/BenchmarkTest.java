package dev.rowhook.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.benchmarks.contender.Contender;
import dev.rowhook.benchmarks.contender.Rowhook;
import dev.rowhook.benchmarks.report.Metric;
import dev.rowhook.benchmarks.report.ScenarioResult;
import dev.rowhook.benchmarks.scenario.Load;
import dev.rowhook.benchmarks.scenario.Scenario;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

final class BenchmarkTest {
    private static final Contender ROWHOOK =
            new Rowhook("a version", List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));

    @TempDir private Path work;

    @Test
    void everyRowArrivesAtEverySinkAndIsMeasured() throws InterruptedException {
        ScenarioResult result =
                measure(
                        ROWHOOK,
                        scenario(new Load.Backlog(2000, 100, 2), 2, 2, Duration.ofMinutes(2), 200));
        assertThat(result.failure()).isEmpty();
        assertThat(result.median(Metric.MESSAGES)).hasValue(4000.0);
        assertThat(result.summary())
                .containsKeys(
                        Metric.MESSAGES_PER_SECOND,
                        Metric.MESSAGES_PER_SECOND_FROM_START,
                        Metric.AGE_P999_MS,
                        Metric.CPU_SENDER,
                        Metric.CPU_STORE,
                        Metric.RSS_PEAK_BYTES,
                        Metric.WAL_STORE_BYTES,
                        Metric.WRITTEN_SOURCE_BYTES);
        assertThat(result.median(Metric.WAL_STORE_BYTES).orElse(0.0)).isPositive();
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void aRowThatDoesNotArriveIsAFailure() throws InterruptedException {
        Load load = new Load.Steady(100, Duration.ofSeconds(2), 4);
        ScenarioResult result =
                measure(new Lossy(ROWHOOK, 150), scenario(load, 1, 1, Duration.ofSeconds(5), 0));
        assertThat(result.failure().orElseThrow())
                .startsWith("199 of 200 messages were delivered (0 came twice")
                .contains("within 5 s");
        assertThat(result.summary()).isEmpty();
    }

    private ScenarioResult measure(Contender contender, Scenario scenario)
            throws InterruptedException {
        List<ScenarioResult> results = new ArrayList<>();
        new Benchmark(List.of(contender), work, _ -> {}).measure(List.of(scenario), results::add);
        return results.getFirst();
    }

    private static Scenario scenario(
            Load load, int sinks, int databases, Duration timeLimit, int warmUpRows) {
        int batch = sinks == 1 ? 1 : 10;
        return new Scenario(
                "smoke",
                load,
                100,
                batch,
                Duration.ofMillis(1),
                sinks,
                databases,
                50,
                warmUpRows,
                1,
                timeLimit);
    }
}
