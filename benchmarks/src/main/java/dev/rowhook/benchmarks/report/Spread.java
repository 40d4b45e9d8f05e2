package dev.rowhook.benchmarks.report;

import java.util.Arrays;
import java.util.Collection;

/// The numbers of repeated runs, in short.
public record Spread(double median, double min, double max) {

    /// @param numbers one or more
    public static Spread of(Collection<Double> numbers) {
        double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], Arrays.stream(sorted).max().orElseThrow());
    }
}
