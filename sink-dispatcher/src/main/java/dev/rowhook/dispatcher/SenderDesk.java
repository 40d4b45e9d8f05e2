package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.pending.Failure;
import dev.rowhook.dispatcher.window.Batch;
import dev.rowhook.dispatcher.window.Entry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What senders do with the state of their worker: they take jobs and bring outcomes. Thread-safe.
final class SenderDesk {
    private final WorkerState state;

    SenderDesk(WorkerState state) {
        this.state = state;
    }

    /// What to do next; empty tells the sender to end.
    Optional<Job> take() {
        return state.locked(() -> {
            Optional<Job> job = state.stopping ? Optional.empty() : next(state.clock.instant());
            if (job.isEmpty()) {
                state.senders--;
                state.progress.signalAll();
            }
            return job;
        });
    }

    private Optional<Job> next(Instant now) {
        if (!state.breaker.isClosed()) {
            if (!state.breaker.isProbeDue(now)) {
                return Optional.empty();
            }
            Optional<Job> probe =
                    state.window
                            .take(1, state.limits.batchBytes())
                            .map(one -> new Job.Fresh(one, false, true));
            if (probe.isPresent()) {
                state.breaker.probeStarted();
            } else if (state.window.isEmpty()) {
                // There is nothing to probe with but the messages of the table.
                state.endpointWorks();
                return next(now);
            }
            return probe;
        }
        Optional<Batch> second = state.held.takeDue(now);
        if (second.isPresent()) {
            return second.map(batch -> new Job.Fresh(batch, true, false));
        }
        state.retryFirst = !state.retryFirst;
        return state.retryFirst ? retry().or(this::fresh) : fresh().or(this::retry);
    }

    private Optional<Job> fresh() {
        return state.window
                .take(state.pace.batchSize(), state.limits.batchBytes())
                .map(batch -> new Job.Fresh(batch, false, false));
    }

    private Optional<Job> retry() {
        Optional<Job> retry = state.retries.take().map(Job.Again::new);
        if (retry.isPresent()) {
            state.chores.signal();
        }
        return retry;
    }

    void accepted(Job.Fresh job, List<Entry> entries) {
        state.locked(() -> {
            state.endpointWorks();
            state.delivered += entries.size();
            state.window.accepted(entries);
            state.afterProgress();
            state.dirty.run();
        });
    }

    /// A whole request failed. Says what becomes of its messages, and whether the sender is to
    /// halve it.
    NextStep failed(Job.Fresh job, List<Entry> entries, Outcome outcome) {
        return state.locked(() -> {
            NextStep step = step(job, entries, outcome);
            state.afterProgress();
            return step;
        });
    }

    private NextStep step(Job.Fresh job, List<Entry> entries, Outcome outcome) {
        Instant now = state.clock.instant();
        boolean ofMessage = outcome instanceof Outcome.Undecodable;
        boolean whole = entries.size() == job.batch().entries().size();
        if (ofMessage && job.probe()) {
            state.breaker.probeUnused();
        } else if (job.probe()) {
            state.breaker.probeFailed(now);
        } else if (!ofMessage && whole && (!job.second() || !outcome.mayHaveBeenSeen())) {
            state.breaker.failed(now);
        }
        if (!ofMessage
                && (state.stopping || !outcome.mayHaveBeenSeen() || !state.breaker.isClosed())) {
            return giveBack(job);
        }
        if (entries.size() == 1) {
            return blame(entries.getFirst(), outcome, now);
        }
        if (whole && !job.second() && !ofMessage) {
            state.held.add(job.batch(), now.plus(state.pace.retries().delay(1, state.random)));
            return NextStep.RETRY_WHOLE;
        }
        return NextStep.HALVE;
    }

    /// What of the job is not decided goes back to the window, and nobody is to blame.
    private NextStep giveBack(Job.Fresh job) {
        state.window.returned(state.window.stillFlying(job.batch(), job.batch().entries()));
        if (!state.breaker.isClosed()) {
            for (Batch batch : state.held.takeAll()) {
                state.window.returned(batch.entries());
            }
        }
        return NextStep.BACK_TO_WINDOW;
    }

    private NextStep blame(Entry entry, Outcome outcome, Instant now) {
        Failure failure = failure(1, outcome, now);
        state.window.failed(entry);
        state.failures.add(entry, failure);
        return NextStep.BLOCK_GROUP;
    }

    Failure failure(int attempts, Outcome outcome, Instant now) {
        OptionalInt status =
                outcome instanceof Outcome.Refused(int code)
                        ? OptionalInt.of(code)
                        : OptionalInt.empty();
        Instant nextTry = now.plus(state.pace.retries().delay(attempts, state.random));
        return new Failure(attempts, now, nextTry, outcome.code(), status);
    }

    /// These of a job are still to be sent.
    List<Entry> stillFlying(Job.Fresh job, List<Entry> entries) {
        return state.locked(() -> state.window.stillFlying(job.batch(), entries));
    }

    /// Whether what is left of a job may be sent.
    boolean maySend() {
        return state.locked(() -> !state.stopping && state.breaker.isClosed());
    }

    void giveUp(Job.Fresh job) {
        state.locked(() -> {
            giveBack(job);
            state.afterProgress();
        });
    }

    void retried(Retried result) {
        state.locked(() -> {
            if (!result.accepted().isEmpty()) {
                state.endpointWorks();
            }
            state.retries.finished(result);
            state.afterProgress();
            state.chores.signal();
        });
    }
}
