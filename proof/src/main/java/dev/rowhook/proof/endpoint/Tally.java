package dev.rowhook.proof.endpoint;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts what an endpoint does. Thread-safe.
final class Tally {
    private final LongAdder requests = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final Map<Misconduct, Long> misconducts = new ConcurrentHashMap<>();

    void requested() {
        requests.increment();
    }

    void accepted() {
        accepted.increment();
    }

    void committed(Misconduct misconduct) {
        misconducts.merge(misconduct, 1L, Long::sum);
    }

    EndpointCounts counts() {
        return new EndpointCounts(requests.sum(), accepted.sum(), misconducts);
    }
}
