package dev.rowhook.proof.faults;

import dev.rowhook.proof.ledger.Ledger;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/// Waits until all sinks have what the ledger says, for as long as anything still arrives.
final class CatchUp {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STRAGGLERS = Duration.ofSeconds(1);
    private static final long LOOK_EVERY_MILLIS = 50;

    private final Deployment deployment;
    private final Map<LedgerSink, Long> expected;
    private final Timeline timeline;

    CatchUp(Deployment deployment, Ledger ledger, Timeline timeline) {
        this.deployment = deployment;
        this.expected =
                deployment.sinks().stream()
                        .collect(
                                Collectors.toMap(
                                        sink -> sink, sink -> ledger.count(sink.interest())));
        this.timeline = timeline;
    }

    /// Answers also if it does not come true: then the verdict says what is missing.
    void await() throws InterruptedException {
        long arrived = arrived();
        long lastProgress = System.nanoTime();
        while (!isComplete() && System.nanoTime() - lastProgress < PATIENCE.toNanos()) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            long now = arrived();
            if (now != arrived) {
                arrived = now;
                lastProgress = System.nanoTime();
            }
        }
        timeline.enter(isComplete() ? "caught up" : "not caught up, and nothing arrives any more");
        // What comes twice, or should not come at all, may still be on its way.
        Thread.sleep(STRAGGLERS);
    }

    private long arrived() {
        return deployment.sinks().stream().mapToLong(sink -> sink.arrivals().distinct()).sum();
    }

    private boolean isComplete() {
        return expected.entrySet().stream()
                .allMatch(wanted -> wanted.getKey().arrivals().distinct() >= wanted.getValue());
    }
}
