package dev.rowhook.benchmarks.report;

import java.util.List;

/// What it costs.
final class CostTable {
    private CostTable() {}

    static Table of(Results results) {
        Table table =
                new Table(
                        2,
                        List.of(
                                "Scenario",
                                "Sender",
                                "CPU s/M: sender",
                                "store",
                                "source",
                                "receiver",
                                "load",
                                "Heap MiB: after GC",
                                "peak",
                                "RSS",
                                "WAL B/message: source",
                                "store",
                                "Written B/message: source",
                                "store"));
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
                Numbers.precise(result.median(Metric.CPU_LOAD)),
                Numbers.mebibytes(result.median(Metric.HEAP_AFTER_GC_BYTES)),
                Numbers.mebibytes(result.median(Metric.HEAP_PEAK_BYTES)),
                Numbers.mebibytes(result.median(Metric.RSS_PEAK_BYTES)),
                Numbers.whole(result.median(Metric.WAL_SOURCE_BYTES)),
                Numbers.whole(result.median(Metric.WAL_STORE_BYTES)),
                Numbers.whole(result.median(Metric.WRITTEN_SOURCE_BYTES)),
                Numbers.whole(result.median(Metric.WRITTEN_STORE_BYTES)));
    }
}
