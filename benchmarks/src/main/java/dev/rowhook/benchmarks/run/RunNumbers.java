package dev.rowhook.benchmarks.run;

import dev.rowhook.benchmarks.host.GcLog;
import dev.rowhook.benchmarks.host.Usage;
import dev.rowhook.benchmarks.load.Committed;
import dev.rowhook.benchmarks.receiver.Received;
import dev.rowhook.benchmarks.report.Metric;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// Turns what was counted and read into the numbers of a run.
final class RunNumbers {
    private static final double MICROS_A_SECOND = 1e6;
    private static final double NANOS_A_MILLI = 1e6;

    private final Received received;
    private final Readings readings;
    private final Map<Metric, Double> numbers = new EnumMap<>(Metric.class);

    private RunNumbers(Received received, Readings readings) {
        this.received = received;
        this.readings = readings;
    }

    /// Of a run whose rows were committed while the sinks delivered.
    static Map<Metric, Double> live(Committed committed, Received received, Readings readings) {
        RunNumbers run = new RunNumbers(received, readings);
        run.numbers.put(
                Metric.MESSAGES_PER_SECOND,
                run.rate(received.firstCommitMicros(), received.lastMicros()));
        run.add(committed);
        run.addRest();
        return run.numbers;
    }

    /// Of a run whose rows were all committed when the contender started.
    static Map<Metric, Double> backlog(Committed committed, Received received, Readings readings) {
        RunNumbers run = new RunNumbers(received, readings);
        run.numbers.put(
                Metric.MESSAGES_PER_SECOND,
                run.rate(received.firstMicros(), received.lastMicros()));
        run.numbers.put(
                Metric.MESSAGES_PER_SECOND_FROM_START,
                run.rate(readings.startMicros(), received.lastMicros()));
        run.add(committed);
        run.addRest();
        return run.numbers;
    }

    private double rate(long fromMicros, long toMicros) {
        return received.distinct() * MICROS_A_SECOND / Math.max(1, toMicros - fromMicros);
    }

    private void add(Committed committed) {
        numbers.put(Metric.COMMITS_PER_SECOND, committed.commitsPerSecond());
        numbers.put(Metric.COMMIT_P50_MS, millis(committed.p50()));
        numbers.put(Metric.COMMIT_P99_MS, millis(committed.p99()));
        if (!committed.late().equals(Duration.ZERO)) {
            numbers.put(Metric.COMMITS_LATE_MS, millis(committed.late()));
        }
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / NANOS_A_MILLI;
    }

    private void addRest() {
        numbers.put(Metric.MESSAGES, (double) received.distinct());
        numbers.put(
                Metric.MESSAGES_PER_REQUEST,
                (double) (received.distinct() + received.duplicates()) / received.requests());
        numbers.put(Metric.DUPLICATES, (double) received.duplicates());
        numbers.put(Metric.SECONDS, readings.seconds());
        addAges(received.ages());
        addCpu();
        addHeap();
        addBytes();
    }

    private void addAges(Received.Ages ages) {
        numbers.put(Metric.AGE_P50_MS, ages.p50() / 1e3);
        numbers.put(Metric.AGE_P90_MS, ages.p90() / 1e3);
        numbers.put(Metric.AGE_P99_MS, ages.p99() / 1e3);
        numbers.put(Metric.AGE_P999_MS, ages.p999() / 1e3);
        numbers.put(Metric.AGE_MAX_MS, ages.max() / 1e3);
    }

    private void addCpu() {
        addCpu(Part.SENDER, Metric.CPU_SENDER);
        addCpu(Part.STORE, Metric.CPU_STORE);
        addCpu(Part.SOURCE, Metric.CPU_SOURCE);
        addCpu(Part.RECEIVER, Metric.CPU_RECEIVER);
        addCpu(Part.LOAD, Metric.CPU_LOAD);
        double receiver = used(Part.RECEIVER).cpuSeconds();
        numbers.put(Metric.RECEIVER_BUSY_PERCENT, 100 * receiver / readings.seconds());
        double ours = readings.used().values().stream().mapToDouble(Usage::cpuSeconds).sum();
        numbers.put(
                Metric.OTHERS_BUSY_PERCENT,
                Math.max(0, 100 * (readings.machineCpuSeconds() - ours) / readings.seconds())
                        / Runtime.getRuntime().availableProcessors());
    }

    private void addCpu(Part part, Metric metric) {
        if (readings.used().containsKey(part)) {
            numbers.put(metric, perMessage(used(part).cpuSeconds()) * 1e6);
        }
    }

    private void addHeap() {
        readings.collections().stream()
                .mapToLong(GcLog.Collection::afterBytes)
                .max()
                .ifPresent(bytes -> numbers.put(Metric.HEAP_AFTER_GC_BYTES, (double) bytes));
        readings.collections().stream()
                .mapToLong(GcLog.Collection::beforeBytes)
                .max()
                .ifPresent(bytes -> numbers.put(Metric.HEAP_PEAK_BYTES, (double) bytes));
        numbers.put(Metric.RSS_PEAK_BYTES, (double) readings.peakResidentBytes());
    }

    private void addBytes() {
        numbers.put(
                Metric.WRITTEN_SOURCE_BYTES, perMessage((double) used(Part.SOURCE).writtenBytes()));
        numbers.put(Metric.WAL_SOURCE_BYTES, perMessage((double) readings.sourceWalBytes()));
        if (readings.used().containsKey(Part.STORE)) {
            numbers.put(
                    Metric.WRITTEN_STORE_BYTES,
                    perMessage((double) used(Part.STORE).writtenBytes()));
            numbers.put(Metric.WAL_STORE_BYTES, perMessage((double) readings.storeWalBytes()));
        }
    }

    private Usage used(Part part) {
        return readings.used().getOrDefault(part, Usage.NONE);
    }

    private double perMessage(double total) {
        return total / received.distinct();
    }
}
