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
import java.util.List;

final class BenchmarkTest {
    private static final Contender ROWHOOK = new Rowhook("a version", List.of("-Xmx256m"));

    @TempDir private Path work;

    @Test
    void everyKindOfLoadArrivesAndIsMeasured() throws InterruptedException {
        List<ScenarioResult> results =
                measure(
                        ROWHOOK,
                        scenario(new Load.Drain(1000, 100, 2), 2, 2),
                        scenario(new Load.Backlog(1000, 100, 2), 10, 1),
                        scenario(new Load.Steady(200, Duration.ofSeconds(2), 4), 1, 1));
        assertThat(results).allSatisfy(result -> assertThat(result.failure()).isEmpty());
        assertThat(results)
                .extracting(result -> result.median(Metric.MESSAGES).orElse(0.0))
                .containsExactly(4000.0, 2000.0, 800.0);
        assertThat(results)
                .allSatisfy(result ->
                        assertThat(result.summary())
                                .containsKeys(
                                        Metric.MESSAGES_PER_SECOND,
                                        Metric.AGE_P999_MS,
                                        Metric.CPU_SENDER,
                                        Metric.CPU_STORE,
                                        Metric.RSS_PEAK_BYTES,
                                        Metric.WAL_STORE_BYTES,
                                        Metric.WRITTEN_SOURCE_BYTES));
        assertThat(results.get(2).median(Metric.MESSAGES_PER_SECOND).orElse(0.0))
                .isBetween(100.0, 420.0);
    }

    @Test
    void aRowThatDoesNotArriveIsAFailure() throws InterruptedException {
        Scenario scenario = scenario(new Load.Drain(200, 10, 2), 1, 1);
        List<ScenarioResult> results = measure(new Lossy(ROWHOOK, 150), scenario);
        assertThat(results.getFirst().failure().orElseThrow())
                .startsWith("199 of 200 messages were delivered within 10 s");
        assertThat(results.getFirst().summary()).isEmpty();
    }

    private List<ScenarioResult> measure(Contender contender, Scenario... scenarios)
            throws InterruptedException {
        return new Benchmark(List.of(contender), work, _ -> {}).measure(List.of(scenarios));
    }

    /// Its warm-up is as small as its limit is short.
    private static Scenario scenario(Load load, int batch, int databases) {
        return new Scenario(
                load.getClass().getSimpleName(),
                load,
                100,
                batch,
                Duration.ofMillis(1),
                load instanceof Load.Drain && databases == 1 ? 1 : 2,
                databases,
                50,
                100,
                2,
                Duration.ofSeconds(databases == 1 && load instanceof Load.Drain ? 10 : 60));
    }
}
