package dev.rowhook.benchmarks.report;

import java.util.List;

/// What it costs in memory and in bytes written.
final class SpaceTable {
    private SpaceTable() {}

    static Table of(Results results) {
        Table table =
                new Table(
                        2,
                        List.of(
                                "Memory MiB, bytes per message",
                                "Sender",
                                "Heap after GC",
                                "Heap peak",
                                "RSS",
                                "Source WAL",
                                "Source writes",
                                "Store WAL",
                                "Store writes"));
        results.scenarios().stream()
                .filter(result -> result.failure().isEmpty())
                .forEach(result -> table.row(cells(result)));
        return table;
    }

    private static List<String> cells(ScenarioResult result) {
        return List.of(
                result.scenario().name(),
                result.contender(),
                Numbers.mebibytes(result.median(Metric.HEAP_AFTER_GC_BYTES)),
                Numbers.mebibytes(result.median(Metric.HEAP_PEAK_BYTES)),
                Numbers.mebibytes(result.median(Metric.RSS_PEAK_BYTES)),
                Numbers.whole(result.median(Metric.WAL_SOURCE_BYTES)),
                Numbers.whole(result.median(Metric.WRITTEN_SOURCE_BYTES)),
                Numbers.whole(result.median(Metric.WAL_STORE_BYTES)),
                Numbers.whole(result.median(Metric.WRITTEN_STORE_BYTES)));
    }
}
