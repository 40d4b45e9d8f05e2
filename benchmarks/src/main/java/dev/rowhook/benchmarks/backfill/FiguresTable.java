package dev.rowhook.benchmarks.backfill;

import dev.rowhook.benchmarks.load.Committed;
import dev.rowhook.benchmarks.report.Table;

import java.util.List;
import java.util.Locale;

/// Figures as a table in Markdown.
final class FiguresTable {
    private static final String NONE = "–";
    private static final double MICROS_A_MILLI = 1e3;
    private static final double MEBI = 1 << 20;

    private FiguresTable() {}

    static String of(List<Figures> all) {
        Table table =
                new Table(
                        1,
                        List.of(
                                "Part",
                                "Rows",
                                "Rows/s",
                                "Live/s",
                                "p50 ms",
                                "p99 ms",
                                "p99.9 ms",
                                "Rowhook CPU s",
                                "Store CPU s",
                                "Source CPU s",
                                "RSS MiB",
                                "Others busy",
                                "Missing"));
        all.forEach(figures -> table.row(cells(figures)));
        return table.toString();
    }

    private static List<String> cells(Figures figures) {
        var backfill = figures.backfill();
        var ages = figures.live().map(live -> figures.received().ages());
        return List.of(
                figures.part(),
                backfill.map(it -> format("%,d", it.sent())).orElse(NONE),
                backfill.map(it -> format("%,.0f", it.rowsPerSecond())).orElse(NONE),
                figures.live()
                        .map(Committed::commitsPerSecond)
                        .map(rate -> format("%,.0f", rate))
                        .orElse(NONE),
                ages.map(it -> millis(it.p50())).orElse(NONE),
                ages.map(it -> millis(it.p99())).orElse(NONE),
                ages.map(it -> millis(it.p999())).orElse(NONE),
                format("%.1f", figures.cost().rowhook()),
                format("%.1f", figures.cost().store()),
                format("%.1f", figures.cost().source()),
                format("%,.0f", figures.peakResidentBytes() / MEBI),
                format("%.0f %%", 100 * figures.cost().othersShare()),
                format("%,d", figures.missing()));
    }

    private static String millis(long micros) {
        double millis = micros / MICROS_A_MILLI;
        return format(millis < 10 ? "%.2f" : "%,.1f", millis);
    }

    private static String format(String pattern, Object value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
