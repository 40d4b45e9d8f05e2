package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.pending.Failure;
import dev.rowhook.dispatcher.pending.PendingChange;
import dev.rowhook.dispatcher.window.Entry;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the keeper does with the state of its worker: it takes what is to be written, and brings
/// what is due. Thread-safe.
final class KeeperDesk {
    private static final Duration EXPIRE_EVERY = Duration.ofMinutes(10);

    private final WorkerState state;

    KeeperDesk(WorkerState state) {
        this.state = state;
    }

    /// Waits until there is something to write or to load, or the worker stops.
    void awaitChores() throws InterruptedException {
        state.lock.lockInterruptibly();
        try {
            // One look at the clock for both: what falls due between two looks would be waited for
            // without an end.
            Instant now = state.clock.instant();
            while (!state.stopping && !hasChores(now)) {
                state.startSenders();
                state.await(state.chores, nextWake(now));
                now = state.clock.instant();
            }
        } finally {
            state.lock.unlock();
        }
    }

    private boolean hasChores(Instant now) {
        return (state.failures.isWorthALook() && state.window.hasFailures())
                || state.retries.hasResults()
                || state.wantsRetries(now)
                || state.asked.any(now);
    }

    /// What is due already waits for a sender to end, not for the time, and must not hide what is
    /// due later.
    private Optional<Instant> nextWake(Instant now) {
        boolean loads = !state.halted && state.breaker.isClosed() && state.retries.hasRoom();
        Optional<Instant> retry = loads ? state.retries.dueAt() : Optional.empty();
        return Stream.of(
                        state.held.nextDue(now),
                        state.breaker.probeAt(),
                        retry,
                        Optional.of(state.fullBy),
                        Optional.of(state.gateOpens).filter(at -> at.isBefore(Instant.MAX)),
                        Optional.of(state.asked.expireAt()))
                .flatMap(Optional::stream)
                .filter(due -> due.isAfter(now))
                .min(Comparator.naturalOrder());
    }

    FailedMessages takeFailures() {
        return state.locked(() -> state.failures.take(state.window.takeFailures()));
    }

    List<Retried> takeResults() {
        return state.locked(state.retries::takeResults);
    }

    /// They could not be written.
    void putBack(FailedMessages failed, List<Retried> results) {
        state.locked(() -> {
            state.window.notRecorded(failed.entries());
            state.failures.putBack(failed);
            state.retries.putBack(results);
        });
    }

    /// They are written, and the cursor with them.
    void recorded(FailedMessages failed, List<Retried> results) {
        state.locked(() -> {
            state.window.recorded(failed.entries());
            state.dirty.run();
            state.pendingRows += failed.holding().size();
            for (Failure failure : failed.failures().values()) {
                failure.nextTry().ifPresent(state.retries::dueAt);
            }
            for (Retried result : results) {
                state.pendingRows -= result.released().size();
                state.delivered += result.accepted().size();
                state.retries.forget(result, state.clock.instant());
            }
            state.afterProgress();
        });
    }

    /// Parked messages are written, and the cursor with them.
    void parked(List<Entry> entries) {
        state.locked(() -> {
            state.window.recorded(entries);
            state.dirty.run();
            state.pendingRows += entries.size();
        });
    }

    /// Parked messages could not be written, and the worker stops.
    void notParked(List<Entry> entries) {
        state.locked(() -> state.window.notParked(entries));
    }

    /// What else is asked for.
    Chores.Asked takeAsked() {
        return state.locked(() -> {
            Instant now = state.clock.instant();
            return state.asked.take(now, now.plus(EXPIRE_EVERY));
        });
    }

    void putBack(Chores.Asked undone) {
        state.locked(() -> state.asked.putBack(undone));
    }

    /// Rows that held their groups are gone, or others have another turn.
    void removed(int holding) {
        state.locked(() -> {
            state.pendingRows -= holding;
            state.retries.dueAt(state.clock.instant());
            state.afterProgress();
        });
    }

    /// For how long the sink has been able to send.
    Duration aging() {
        return state.locked(() -> state.aging.at(state.clock.instant()));
    }

    /// How the worker sees its endpoint.
    EndpointView view() {
        return state.locked(() -> EndpointView.of(state));
    }

    boolean wantsRetries() {
        return state.locked(() -> !state.stopping && state.wantsRetries(state.clock.instant()));
    }

    /// So many runs of pending messages may be loaded.
    int retryRoom() {
        return state.locked(state.retries::room);
    }

    Set<Long> loadedRetries() {
        return state.locked(state.retries::loaded);
    }

    void offerRetry(List<PendingChange> run) {
        state.locked(() -> {
            state.retries.add(run);
            state.startSenders();
        });
    }

    void nextRetryAt(Optional<Instant> due) {
        state.locked(() -> state.retries.nextDue(due));
    }
}
