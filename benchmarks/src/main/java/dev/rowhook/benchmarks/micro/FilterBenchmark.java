package dev.rowhook.benchmarks.micro;

import dev.rowhook.core.change.RowChange;
import dev.rowhook.filter.eval.ChangedRow;
import dev.rowhook.filter.eval.Filter;
import dev.rowhook.filter.eval.Verdict;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What a filter costs for each change, with the parsing of the columns that it needs.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class FilterBenchmark {
    private static final int CHANGES = 1 << 10;
    private static final Map<String, String> FILTERS =
            Map.of(
                    "number", "total > 1000",
                    "words", "status in ('paid', 'shipped') and customer = 42",
                    "change", "status is distinct from old.status and note like '%door%'",
                    "json", "(data->>'priority')::int >= 5 and data @> '{\"channel\": \"web\"}'",
                    "mixed",
                            "'gift' = any (tags) or (updated_at > '2026-11-21 09:30' and total * 1.19 >= 500)");

    @Param({"number", "words", "change", "json", "mixed"})
    public String filter = "number";

    private final RowChange[] changes = Orders.updates(CHANGES);
    private final ChangedRow row = new ChangedRow(Orders.TABLE);
    private Filter compiled = Orders.filter("true");
    private int next;

    @Setup
    public void compile() {
        compiled = Orders.filter(FILTERS.getOrDefault(filter, filter));
    }

    @Benchmark
    public Verdict change() {
        row.set(changes[next++ & (CHANGES - 1)]);
        return compiled.test(row);
    }
}
