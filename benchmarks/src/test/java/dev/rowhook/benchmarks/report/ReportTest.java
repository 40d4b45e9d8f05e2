package dev.rowhook.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.benchmarks.host.Machine;
import dev.rowhook.benchmarks.scenario.Load;
import dev.rowhook.benchmarks.scenario.Scenario;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

final class ReportTest {
    private static final Scenario DRAIN = scenario("batch-1", new Load.Drain(200_000, 100, 2));
    private static final Scenario STEADY =
            scenario("steady", new Load.Steady(1000, Duration.ofSeconds(30), 32));

    private static Scenario scenario(String name, Load load) {
        return new Scenario(
                name, load, 200, 1, Duration.ofMillis(10), 1, 1, 50, 100, 3, Duration.ofMinutes(2));
    }

    private static Results results() {
        return new Results(
                Instant.parse("2026-01-02T03:04:05Z"),
                "./rowhook bench --set full",
                new Machine(2, "A CPU", 23.45, "Linux 6", "ext4 on /dev/vda", 0.4567, "Temurin-25"),
                Map.of("Rowhook", "0.1, commit abc", "Postgres", "17.1"),
                List.of(new AloneResult(1, 200, 50, 75_000.4, 75_000.4, 6.6)),
                List.of(
                        ScenarioResult.measured(
                                DRAIN, "Rowhook", List.of(run(21_000), run(30_000), run(23_456))),
                        ScenarioResult.measured(STEADY, "Rowhook", List.of(run(999.6))),
                        ScenarioResult.failed(STEADY, "Other", "9 of 10 messages were delivered")));
    }

    private static Map<Metric, Double> run(double rate) {
        return Map.of(Metric.MESSAGES_PER_SECOND, rate, Metric.AGE_P99_MS, 12.345);
    }

    @Test
    void aMedianIsTheMiddleOrBetweenTheTwoOfTheMiddle() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new Spread(2.5, 1, 4));
        assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void aFileHoldsAllOfTheResults(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("results.json");
        ResultsFile.write(results(), file);
        assertThat(ResultsFile.read(file)).isEqualTo(results());
        assertThat(file).content().contains("\"messages_per_second\" :", "\"kind\" : \"drain\"");
    }

    @Test
    void aFileOfSomethingElseIsRefused(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("x.json"), "{\"a\": 1}");
        assertThatThrownBy(() -> ResultsFile.read(file)).hasMessageContaining("holds no results");
        assertThatThrownBy(() -> ResultsFile.read(directory.resolve("y.json")))
                .hasMessageContaining("there is no file");
    }

    @Test
    void aPageSaysWhereAndWhatAndHowFast() {
        assertThat(Markdown.page(results()))
                .contains("| cores | 2, A CPU |", "0.46 ms", "| Rowhook | 0.1, commit abc |")
                .contains("drain: 200,000 rows, 100 a commit", "steady: 1,000 commits/s, 30 s")
                .contains("23,456 | 21,000 – 30,000 |")
                .contains("    ./rowhook bench --set full")
                .contains("FAILED: steady with Other: 9 of 10 messages were delivered");
    }

    @Test
    void whatIsNoLatencyStandsInParentheses() {
        String[] lines = SpeedTable.of(results()).toString().split("\n", -1);
        assertThat(lines[2]).startsWith("| batch-1 ").contains(" (12.3) ");
        assertThat(lines[3]).startsWith("| steady ").contains(" 12.3 ").doesNotContain("(");
        assertThat(lines[4]).startsWith("| steady ").contains(" FAILED ");
    }

    @Test
    void onlyWhatStandsBetweenTheMarksOfAPageChanges(@TempDir Path directory) throws IOException {
        Path page = directory.resolve("RESULTS.md");
        Files.writeString(page, "# Ours\n<!-- measured -->\nold\n<!-- /measured -->\nProse.\n");
        ResultsPage.update(page, results());
        ResultsPage.update(page, results());
        assertThat(page)
                .content()
                .startsWith("# Ours\n<!-- measured -->\n")
                .endsWith("<!-- /measured -->\nProse.\n")
                .containsOnlyOnce("| cores |")
                .doesNotContain("old");
    }

    @Test
    void aPageWithoutMarksIsLeftAlone(@TempDir Path directory) throws IOException {
        Path page = Files.writeString(directory.resolve("RESULTS.md"), "Prose.\n");
        assertThatThrownBy(() -> ResultsPage.update(page, results()))
                .hasMessageContaining("<!-- measured -->");
        assertThat(page).content().isEqualTo("Prose.\n");
    }

    @Test
    void resultsOfSeveralCallsAreShownTogether() {
        Results together = Results.together(List.of(results(), results()));
        assertThat(together.scenarios()).hasSize(6);
        assertThat(together.command()).isEqualTo("./rowhook bench --set full");
    }
}
