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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// What a change costs that a hundred sinks on one table judge, each by a filter of its own.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class ManyFiltersBenchmark {
    private static final int SINKS = 100;
    private static final int CHANGES = 1 << 10;

    private final RowChange[] changes = Orders.updates(CHANGES);
    private final ChangedRow row = new ChangedRow(Orders.TABLE);
    private final Filter[] filters = new Filter[SINKS];
    private int next;

    public ManyFiltersBenchmark() {
        for (int i = 0; i < SINKS; i++) {
            filters[i] =
                    Orders.filter(
                            "customer %% %d = 0 and total > %d and status <> 'new'"
                                    .formatted(2 + i % 7, i * 10));
        }
    }

    @Benchmark
    public int change() {
        row.set(changes[next++ & (CHANGES - 1)]);
        int passed = 0;
        for (Filter filter : filters) {
            if (filter.test(row) == Verdict.PASSES) {
                passed++;
            }
        }
        return passed;
    }
}
