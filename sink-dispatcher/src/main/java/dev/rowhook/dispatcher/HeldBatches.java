package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.window.Batch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// Batches that failed whole and wait to be sent once more. Not thread-safe.
final class HeldBatches {

    private record Held(Batch batch, Instant due) {}

    private final PriorityQueue<Held> queue = new PriorityQueue<>(Comparator.comparing(Held::due));

    void add(Batch batch, Instant due) {
        queue.add(new Held(batch, due));
    }

    Optional<Batch> takeDue(Instant now) {
        Held first = queue.peek();
        if (first == null || first.due().isAfter(now)) {
            return Optional.empty();
        }
        queue.remove();
        return Optional.of(first.batch());
    }

    List<Batch> takeAll() {
        List<Batch> all = new ArrayList<>(queue.stream().map(Held::batch).toList());
        queue.clear();
        return all;
    }

    int due(Instant now) {
        return (int) queue.stream().filter(held -> !held.due().isAfter(now)).count();
    }

    /// When the next one is due that is not due yet.
    Optional<Instant> nextDue(Instant now) {
        return queue.stream()
                .map(Held::due)
                .filter(due -> due.isAfter(now))
                .min(Comparator.naturalOrder());
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }
}
