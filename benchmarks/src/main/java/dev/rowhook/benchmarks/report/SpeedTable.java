package dev.rowhook.benchmarks.report;

import dev.rowhook.benchmarks.scenario.Load;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How fast, and how old messages are when they are accepted.
final class SpeedTable {
    private SpeedTable() {}

    static Table of(Results results) {
        Table table =
                new Table(
                        2,
                        List.of(
                                "Scenario",
                                "Sender",
                                "Messages/s",
                                "min – max",
                                "Commits/s",
                                "Commit p50 ms",
                                "p50 ms",
                                "p90 ms",
                                "p99 ms",
                                "p99.9 ms",
                                "Receiver busy",
                                "Others busy"));
        results.scenarios().forEach(result -> table.row(cells(result)));
        return table;
    }

    private static List<String> cells(ScenarioResult result) {
        return List.of(
                result.scenario().name(),
                result.contender(),
                result.failure().isPresent()
                        ? "FAILED"
                        : Numbers.whole(result.median(Metric.MESSAGES_PER_SECOND)),
                range(Optional.ofNullable(result.summary().get(Metric.MESSAGES_PER_SECOND))),
                Numbers.whole(result.median(Metric.COMMITS_PER_SECOND)),
                Numbers.precise(result.median(Metric.COMMIT_P50_MS)),
                age(result, Metric.AGE_P50_MS),
                age(result, Metric.AGE_P90_MS),
                age(result, Metric.AGE_P99_MS),
                age(result, Metric.AGE_P999_MS),
                Numbers.percent(result.median(Metric.RECEIVER_BUSY_PERCENT)),
                Numbers.percent(result.median(Metric.OTHERS_BUSY_PERCENT)));
    }

    private static String range(Optional<Spread> spread) {
        return spread.map(known ->
                        String.format(Locale.ROOT, "%,.0f – %,.0f", known.min(), known.max()))
                .orElse("–");
    }

    /// In parentheses where the messages were waiting for each other: that is no latency.
    private static String age(ScenarioResult result, Metric metric) {
        String age = Numbers.precise(result.median(metric));
        return switch (result.scenario().load()) {
            case Load.Steady _ -> age;
            case Load.Drain _, Load.Backlog _ -> "(" + age + ")";
        };
    }
}
