package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.pending.Failure;
import dev.rowhook.dispatcher.pending.PendingChange;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A run of pending messages of one group on its way: what of it was accepted, what is still to be
/// sent, and the one that failed, behind which nothing is sent. For one thread.
final class PendingRun {
    private final List<PendingChange> run;
    private final Deque<List<PendingChange>> parts = new ArrayDeque<>();
    private final List<PendingChange> accepted = new ArrayList<>();
    private Optional<Retried.Failed> failed = Optional.empty();

    PendingRun(List<PendingChange> run) {
        this.run = run;
        parts.add(run);
    }

    boolean goesOn() {
        return !parts.isEmpty() && failed.isEmpty();
    }

    List<PendingChange> next() {
        return parts.removeFirst();
    }

    void accepted(List<PendingChange> part) {
        accepted.addAll(part);
    }

    void halve(List<PendingChange> part) {
        int middle = part.size() / 2;
        parts.addFirst(part.subList(middle, part.size()));
        parts.addFirst(part.subList(0, middle));
    }

    void failed(PendingChange change, Failure failure) {
        failed = Optional.of(new Retried.Failed(change, failure));
    }

    /// When what failed is tried again.
    Optional<Instant> nextTry() {
        return failed.flatMap(one -> one.failure().nextTry());
    }

    Retried result() {
        return new Retried(run, List.copyOf(accepted), failed);
    }
}
