package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.http.Exchange;
import dev.rowhook.dispatcher.pending.Failure;
import dev.rowhook.dispatcher.pending.PendingChange;
import dev.rowhook.dispatcher.window.Batch;
import dev.rowhook.dispatcher.window.Entry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What senders do with the state of their worker: they take jobs and bring outcomes. Thread-safe.
final class SenderDesk {
    private static final int PATIENCE_WITH_PAUSES = 3;

    /// When to ask again whether the lease holds.
    private static final Duration LEASE_AGAIN = Duration.ofMillis(100);

    private final WorkerState state;
    private final EndpointHealth health;

    SenderDesk(WorkerState state) {
        this.state = state;
        this.health = new EndpointHealth(state);
    }

    /// What to do next; empty tells the sender to end.
    Optional<Job> take() {
        return state.locked(() -> {
            Instant now = state.clock.instant();
            Optional<Job> job = mayAsk(now) ? next(now) : Optional.empty();
            if (job.isEmpty()) {
                state.senders--;
                state.progress.signalAll();
            }
            return job;
        });
    }

    private boolean mayAsk(Instant now) {
        if (state.senders > state.concurrency.limit() || state.jobs(now) == 0) {
            return false;
        }
        if (!state.holds.getAsBoolean()) {
            state.shut(now.plus(LEASE_AGAIN));
            return false;
        }
        if (state.gate.pass(state.sink, now)) {
            return true;
        }
        state.shut(state.gate.opensAt(now).orElse(Instant.MAX));
        return false;
    }

    private Optional<Job> next(Instant now) {
        if (!state.breaker.isClosed()) {
            return probe(now);
        }
        Optional<Batch> second = state.held.takeDue(now);
        if (second.isPresent()) {
            return second.map(batch -> new Job.Fresh(batch, true, false));
        }
        state.retryFirst = !state.retryFirst;
        return state.retryFirst ? retry().or(() -> fresh(now)) : fresh(now).or(this::retry);
    }

    private Optional<Job> probe(Instant now) {
        if (!state.breaker.isProbeDue(now)) {
            return Optional.empty();
        }
        Optional<Job> probe =
                state.window
                        .take(1, state.pace.batchBytes())
                        .map(one -> new Job.Fresh(one, false, true));
        if (probe.isPresent()) {
            state.breaker.probeStarted();
            state.asked.report();
        } else if (state.window.isEmpty()) {
            // There is nothing to probe with but the messages of the table.
            state.endpointWorks();
            return next(now);
        }
        return probe;
    }

    private Optional<Job> fresh(Instant now) {
        if (state.batches(now) == 0) {
            return Optional.empty();
        }
        Optional<Job> job =
                state.window
                        .take(state.pace.batchSize(), state.pace.batchBytes())
                        .map(batch -> new Job.Fresh(batch, false, false));
        if (state.pace.waitsForMore()) {
            state.fullBy = now.plus(state.pace.batchTimeout());
        }
        return job;
    }

    private Optional<Job> retry() {
        Optional<Job> retry = state.retries.take().map(Job.Again::new);
        if (retry.isPresent()) {
            state.chores.signal();
        }
        return retry;
    }

    void accepted(List<Entry> entries, Exchange exchange) {
        state.locked(() -> {
            health.accepted(exchange, entries.size());
            state.delivered += entries.size();
            state.window.accepted(entries);
            state.afterProgress();
            state.dirty.run();
        });
    }

    /// Part of a request was accepted. Those that follow a failed one in its groups were not.
    void partly(Job.Fresh job, PartlyTaken taken, Exchange exchange) {
        state.locked(() -> {
            Instant now = state.clock.instant();
            int good = taken.accepted().size();
            health.partly(exchange, good, taken.failed().size() + taken.behind().size());
            state.delivered += good;
            for (Entry entry : taken.failed()) {
                blame(entry, exchange, new Verdict.Failed(), now);
            }
            state.window.accepted(taken.accepted());
            state.window.returned(state.window.stillFlying(job.batch(), taken.behind()));
            state.afterProgress();
            state.dirty.run();
        });
    }

    /// A whole request failed. Says what becomes of its messages, and whether the sender is to
    /// halve it.
    NextStep failed(Job.Fresh job, List<Entry> entries, Exchange exchange, Verdict verdict) {
        return state.locked(() -> {
            Instant now = state.clock.instant();
            boolean whole = entries.size() == job.batch().entries().size();
            // Of a second time, or of a part, the endpoint as such is not the cause.
            health.failed(
                    exchange, verdict, entries.size(), whole && !job.second(), job.probe(), now);
            NextStep step = step(job, entries, exchange, verdict, whole, now);
            state.afterProgress();
            return step;
        });
    }

    private NextStep step(
            Job.Fresh job,
            List<Entry> entries,
            Exchange exchange,
            Verdict verdict,
            boolean whole,
            Instant now) {
        boolean alone = entries.size() == 1;
        return switch (verdict) {
            case Verdict.GiveUp _ ->
                    alone ? blame(entries.getFirst(), exchange, verdict, now) : NextStep.HALVE;
            case Verdict.Throttled _ ->
                    alone && !job.probe() && entries.getFirst().throttled() > PATIENCE_WITH_PAUSES
                            ? blame(entries.getFirst(), exchange, verdict, now)
                            : giveBack(job);
            case Verdict.Failed _ -> {
                if (state.stopping || !state.breaker.isClosed()) {
                    yield giveBack(job);
                }
                if (alone) {
                    yield blame(entries.getFirst(), exchange, verdict, now);
                }
                if (whole && !job.second()) {
                    Duration pause = state.policy.retries().pauses().delay(1, state.random);
                    state.held.add(job.batch(), now.plus(pause));
                    yield NextStep.RETRY_WHOLE;
                }
                yield NextStep.HALVE;
            }
            case Verdict.Away _, Verdict.Accepted _, Verdict.Partly _ -> giveBack(job);
        };
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

    private NextStep blame(Entry entry, Exchange exchange, Verdict verdict, Instant now) {
        Failure failure = failure(0, Optional.empty(), exchange, verdict, now);
        if (failure.holds()) {
            state.window.failed(entry);
        } else {
            state.window.passedOver(entry);
        }
        state.failures.add(entry, failure);
        return failure.nextTry().isPresent() ? NextStep.BLOCK_GROUP : NextStep.GIVE_UP;
    }

    private Failure failure(
            int attempts,
            Optional<Duration> agingFrom,
            Exchange exchange,
            Verdict verdict,
            Instant now) {
        Duration aging = state.aging.at(now);
        Failure failure = state.rules.of(attempts, agingFrom, exchange, verdict, aging, now);
        if (state.rules.pauses(failure, verdict, aging)) {
            state.halted = true;
            state.asked.pause();
        }
        return failure;
    }

    /// A pending message failed alone.
    Failure failedAgain(PendingChange change, Exchange exchange, Verdict verdict) {
        return state.locked(() -> {
            Instant now = state.clock.instant();
            health.failed(exchange, verdict, 1, verdict instanceof Verdict.Away, false, now);
            return failure(change.attempts(), change.agingFrom(), exchange, verdict, now);
        });
    }

    /// A run of pending messages failed together.
    void failedTogether(int messages, Exchange exchange, Verdict verdict) {
        state.locked(() ->
                health.failed(
                        exchange,
                        verdict,
                        messages,
                        verdict instanceof Verdict.Away,
                        false,
                        state.clock.instant()));
    }

    /// Pending messages were accepted, and perhaps others of the same request were not.
    void acceptedAgain(Exchange exchange, int accepted, int failed) {
        state.locked(() -> {
            if (failed == 0) {
                health.accepted(exchange, accepted);
            } else {
                health.partly(exchange, accepted, failed);
            }
        });
    }

    /// These of a job are still to be sent.
    List<Entry> stillFlying(Job.Fresh job, List<Entry> entries) {
        return state.locked(() -> state.window.stillFlying(job.batch(), entries));
    }

    /// Waits until what is left of a job may be sent, and says whether it may be sent at all.
    boolean awaitTurn() {
        state.lock.lock();
        try {
            while (!state.stopping && !state.halted && state.breaker.isClosed()) {
                Instant now = state.clock.instant();
                if (!state.holds.getAsBoolean()) {
                    return false;
                }
                if (state.gate.pass(state.sink, now)) {
                    return true;
                }
                Optional<Instant> opens = state.gate.opensAt(now);
                if (opens.isEmpty()) {
                    return false;
                }
                state.await(state.progress, opens.get());
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            state.lock.unlock();
        }
    }

    void giveUp(Job.Fresh job) {
        state.locked(() -> {
            giveBack(job);
            state.afterProgress();
        });
    }

    void retried(Retried result) {
        state.locked(() -> {
            state.retries.finished(result);
            state.afterProgress();
            state.chores.signal();
        });
    }
}
