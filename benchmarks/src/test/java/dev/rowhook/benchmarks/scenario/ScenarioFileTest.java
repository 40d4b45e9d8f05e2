package dev.rowhook.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;

final class ScenarioFileTest {
    @Test
    void whatAScenarioLeavesOutIsTheBase() {
        assertThat(
                        ScenarioFile.parse(
                                """
                                scenarios:
                                  - name: base
                                    kind: drain
                                    rows: 1000
                                """,
                                "x.yaml"))
                .containsExactly(
                        new Scenario(
                                "base",
                                new Load.Drain(1000, 100, 2),
                                200,
                                1,
                                Duration.ZERO,
                                1,
                                1,
                                50,
                                500,
                                3,
                                Duration.ofMinutes(2)));
    }

    @Test
    void everyFieldIsRead() {
        assertThat(
                        ScenarioFile.parse(
                                """
                                scenarios:
                                  - {name: s, kind: steady, commits_per_second: 10, duration: 3s, writers: 4,
                                     row_bytes: 2000, batch: 7, latency: 10ms, sinks: 3, databases: 5,
                                     max_in_flight: 9, warm_up_rows: 20, runs: 2, time_limit: 1m}
                                """,
                                "x.yaml"))
                .containsExactly(
                        new Scenario(
                                "s",
                                new Load.Steady(10, Duration.ofSeconds(3), 4),
                                2000,
                                7,
                                Duration.ofMillis(10),
                                3,
                                5,
                                9,
                                20,
                                2,
                                Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quick", "full"})
    void theSetsAreValid(String set) {
        assertThat(ScenarioFile.read(Path.of("scenarios", set + ".yaml"))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: drain, rows: 10, bach: 3 | x.yaml, scenario 1 (a): there is no field 'bach'. The fields are name,",
                "kind: drain | x.yaml, scenario 1 (a): the field 'rows' is missing",
                "rows: 10 | x.yaml, scenario 1 (a): the field 'kind' is missing",
                "kind: dry, rows: 10 | x.yaml, scenario 1 (a): the field 'kind' must be drain, backlog or steady, not 'dry'",
                "kind: drain, rows: ten | the field 'rows' must be a whole number from 1 to 100000000, not \"ten\"",
                "kind: drain, rows: 1.5 | the field 'rows' must be a whole number",
                "kind: drain, rows: 0 | the field 'rows' must be from 1 to 100000000, not 0",
                "kind: drain, rows: 10, batch: 1001 | the field 'batch' must be from 1 to 1000, not 1001",
                "kind: drain, rows: 10, latency: 5 | the field 'latency' must be a duration such as 10ms, 30s or 5m, not 5",
                "kind: drain, rows: 10, latency: 2m | the field 'latency' must be at most 60 s",
                "kind: drain, rows: 10, databases: 3 | the field 'databases' must divide rows and warm_up_rows",
                "kind: steady, rows: 10, commits_per_second: 1, duration: 1s | there is no field 'rows'",
                "kind: steady, commits_per_second: 1, duration: 2m | the field 'time_limit' must be longer than the duration, and 120 s is not",
                "kind: drain, rows: 10, rows: 11 | x.yaml: line 2: Duplicate",
            })
    void aFieldThatMakesNoSenseIsNamed(String fields, String message) {
        assertThatThrownBy(() ->
                        ScenarioFile.parse(
                                "scenarios:\n  - {name: a, %s}\n".formatted(fields), "x.yaml"))
                .isInstanceOf(InvalidScenarioException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | x.yaml: expected fields",
                "scenarios: 3 | x.yaml: the field 'scenarios' must be a list of scenarios, not 3",
                "scenarios: [] | must be a list of scenarios",
                "scenarios: [3] | x.yaml, scenario 1: expected fields, found 3",
                "scenarios: [{kind: drain}] | x.yaml, scenario 1: the field 'name' is missing",
                "'scenarios: [{name: a' | x.yaml: line 1",
            })
    void aFileThatIsNoListOfScenariosIsRefused(String text, String message) {
        assertThatThrownBy(() -> ScenarioFile.parse(text, "x.yaml"))
                .isInstanceOf(InvalidScenarioException.class)
                .hasMessageContaining(message);
    }

    @Test
    void twoScenariosOfOneNameAreRefused() {
        String one = "  - {name: a, kind: drain, rows: 2}\n";
        assertThatThrownBy(() -> ScenarioFile.parse("scenarios:\n" + one + one, "x.yaml"))
                .hasMessage("x.yaml: there are two scenarios 'a'");
    }
}
