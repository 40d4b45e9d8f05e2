package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.pending.PendingChange;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Pending messages whose turn has come: loaded, in flight, and done but not yet written. Bounded
/// by what is in flight. Not thread-safe.
final class RetryQueue {
    private static final int CAPACITY = 256;

    private final int maxInFlight;
    private final Deque<List<PendingChange>> waiting = new ArrayDeque<>();
    private final Set<Long> loaded = new HashSet<>();
    private final List<Retried> results = new ArrayList<>();
    private int inFlight;
    private Optional<Instant> due = Optional.of(Instant.EPOCH);

    RetryQueue(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    void add(List<PendingChange> run) {
        run.forEach(change -> loaded.add(change.seq()));
        waiting.add(run);
    }

    /// The seqs of all that were loaded and whose results are not written.
    Set<Long> loaded() {
        return Set.copyOf(loaded);
    }

    Optional<List<PendingChange>> take() {
        if (available() == 0) {
            return Optional.empty();
        }
        inFlight++;
        return Optional.of(waiting.remove());
    }

    /// How many may be taken now.
    int available() {
        return Math.min(waiting.size(), maxInFlight - inFlight);
    }

    void finished(Retried result) {
        inFlight--;
        results.add(result);
    }

    boolean hasResults() {
        return !results.isEmpty();
    }

    List<Retried> takeResults() {
        List<Retried> taken = List.copyOf(results);
        results.clear();
        return taken;
    }

    void putBack(List<Retried> unwritten) {
        results.addAll(0, unwritten);
    }

    /// The result is written. What it leaves in the table may be due.
    void forget(Retried result, Instant now) {
        result.run().forEach(change -> loaded.remove(change.seq()));
        result.failed().flatMap(failed -> failed.failure().nextTry()).ifPresent(this::dueAt);
        // What was behind in its groups may have its turn.
        if (!result.accepted().isEmpty()
                || result.failed().isEmpty()
                || !result.released().isEmpty()) {
            dueAt(now);
        }
    }

    /// Whether so few are loaded that loading more is worth the while.
    boolean hasRoom() {
        return loaded.size() <= CAPACITY / 2;
    }

    int room() {
        return CAPACITY - loaded.size();
    }

    boolean wantsMore(Instant now) {
        return hasRoom() && due.filter(at -> !at.isAfter(now)).isPresent();
    }

    Optional<Instant> dueAt() {
        return due;
    }

    /// Something that is not loaded is due then, too.
    void dueAt(Instant at) {
        due = due.filter(known -> known.isBefore(at)).or(() -> Optional.of(at));
    }

    /// All that is not loaded is due then, or never.
    void nextDue(Optional<Instant> next) {
        due = next;
    }
}
