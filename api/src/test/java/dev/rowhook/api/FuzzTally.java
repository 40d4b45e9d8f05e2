package dev.rowhook.api;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// What became of drawn requests. Thread-safe.
final class FuzzTally {
    private static final int MOST_FAULTS = 50;

    private final Map<Integer, LongAdder> byStatus = new ConcurrentSkipListMap<>();
    private final Map<String, String> faults = new ConcurrentSkipListMap<>();

    void answered(int status) {
        byStatus.computeIfAbsent(status, _ -> new LongAdder()).increment();
    }

    /// @param kind by which faults are told apart
    void fault(String kind, String told) {
        if (faults.size() < MOST_FAULTS) {
            faults.putIfAbsent(kind, told);
        }
    }

    Map<String, String> faults() {
        return new TreeMap<>(faults);
    }

    @Override
    public String toString() {
        long all = byStatus.values().stream().mapToLong(LongAdder::sum).sum();
        return "%d requests, answers by status: %s".formatted(all, byStatus);
    }
}
