package dev.rowhook.benchmarks.report;

import dev.rowhook.benchmarks.scenario.Scenario;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What became of a scenario with one contender.
///
/// @param summary of the runs
/// @param runs empty if it failed
/// @param failure why there are no numbers
public record ScenarioResult(
        Scenario scenario,
        String contender,
        Map<Metric, Spread> summary,
        List<Map<Metric, Double>> runs,
        Optional<String> failure) {
    public ScenarioResult {
        summary = Map.copyOf(summary);
        runs = List.copyOf(runs);
    }

    public static ScenarioResult measured(
            Scenario scenario, String contender, List<Map<Metric, Double>> runs) {
        return new ScenarioResult(scenario, contender, summary(runs), runs, Optional.empty());
    }

    public static ScenarioResult failed(Scenario scenario, String contender, String reason) {
        return new ScenarioResult(scenario, contender, Map.of(), List.of(), Optional.of(reason));
    }

    private static Map<Metric, Spread> summary(List<Map<Metric, Double>> runs) {
        Map<Metric, Spread> summary = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            List<Double> numbers = new ArrayList<>();
            for (Map<Metric, Double> run : runs) {
                Optional.ofNullable(run.get(metric)).ifPresent(numbers::add);
            }
            if (!numbers.isEmpty()) {
                summary.put(metric, Spread.of(numbers));
            }
        }
        return summary;
    }

    /// The median of a metric.
    public Optional<Double> median(Metric metric) {
        return Optional.ofNullable(summary.get(metric)).map(Spread::median);
    }
}
