package dev.rowhook.benchmarks.report;

import java.util.List;

/// What it costs in CPU time.
final class CpuTable {
    private CpuTable() {}

    static Table of(Results results) {
        Table table =
                new Table(
                        2,
                        List.of(
                                "CPU s per million messages",
                                "Sender",
                                "Sender's JVM",
                                "Its store",
                                "Source",
                                "Receiver",
                                "Load"));
        results.scenarios().stream()
                .filter(result -> result.failure().isEmpty())
                .forEach(result -> table.row(cells(result)));
        return table;
    }

    private static List<String> cells(ScenarioResult result) {
        return List.of(
                result.scenario().name(),
                result.contender(),
                Numbers.precise(result.median(Metric.CPU_SENDER)),
                Numbers.precise(result.median(Metric.CPU_STORE)),
                Numbers.precise(result.median(Metric.CPU_SOURCE)),
                Numbers.precise(result.median(Metric.CPU_RECEIVER)),
                Numbers.precise(result.median(Metric.CPU_LOAD)));
    }
}
