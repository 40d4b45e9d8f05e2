package dev.rowhook.benchmarks.report;

import dev.rowhook.benchmarks.scenario.Load;
import dev.rowhook.benchmarks.scenario.Scenario;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What the scenarios are.
final class ScenarioTable {
    private ScenarioTable() {}

    static Table of(Results results) {
        Table table =
                new Table(
                        2,
                        List.of(
                                "Scenario",
                                "Load",
                                "Row B",
                                "Batch",
                                "Latency ms",
                                "Sinks",
                                "Databases",
                                "Warm-up rows",
                                "Runs"));
        Set<Scenario> scenarios = new LinkedHashSet<>();
        results.scenarios().forEach(result -> scenarios.add(result.scenario()));
        scenarios.forEach(scenario -> table.row(cells(scenario)));
        return table;
    }

    private static List<String> cells(Scenario scenario) {
        return List.of(
                scenario.name(),
                load(scenario.load()),
                number(scenario.rowBytes()),
                number(scenario.batch()),
                number(scenario.latency().toMillis()),
                number(scenario.sinks()),
                number(scenario.databases()),
                number(scenario.warmUpRows()),
                number(scenario.runs()));
    }

    private static String load(Load load) {
        return switch (load) {
            case Load.Drain drain ->
                    "drain: %s rows, %s a commit"
                            .formatted(number(drain.rows()), number(drain.rowsPerCommit()));
            case Load.Backlog backlog ->
                    "backlog: %s rows, %s a commit"
                            .formatted(number(backlog.rows()), number(backlog.rowsPerCommit()));
            case Load.Steady steady ->
                    "steady: %s commits/s, %s s"
                            .formatted(
                                    number(steady.commitsPerSecond()),
                                    number(steady.duration().toSeconds()));
        };
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
