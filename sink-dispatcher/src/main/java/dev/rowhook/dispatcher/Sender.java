package dev.rowhook.dispatcher;

import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.pending.Failure;
import dev.rowhook.dispatcher.pending.PendingChange;
import dev.rowhook.dispatcher.window.Entry;
import dev.rowhook.dispatcher.window.Message;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Does jobs until there are none: one request at a time. A batch that failed whole is halved here,
/// in order, down to the message that fails alone.
///
/// Runs on a virtual thread of its own, many for one sink.
final class Sender implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Sender.class);

    private final SinkId sink;
    private final WorkerState state;
    private final SenderDesk desk;
    private final Courier courier;
    private final Clock clock;

    Sender(SinkId sink, WorkerState state, Courier courier, Clock clock) {
        this.sink = sink;
        this.state = state;
        this.desk = new SenderDesk(state);
        this.courier = courier;
        this.clock = clock;
    }

    @Override
    public void run() {
        Optional<Job> job = desk.take();
        while (job.isPresent()) {
            switch (job.get()) {
                case Job.Fresh fresh -> send(fresh);
                case Job.Again(List<PendingChange> run) -> retry(run);
            }
            job = desk.take();
        }
    }

    private void send(Job.Fresh job) {
        Deque<List<Entry>> parts = new ArrayDeque<>(List.of(job.batch().entries()));
        boolean halved = false;
        while (!parts.isEmpty()) {
            List<Entry> part = desk.stillFlying(job, parts.removeFirst());
            if (part.isEmpty()) {
                continue;
            }
            if (halved && !desk.maySend()) {
                desk.giveUp(job);
                return;
            }
            switch (send(job, part)) {
                case ACCEPTED, BLOCK_GROUP -> {}
                case RETRY_WHOLE, BACK_TO_WINDOW -> {
                    return;
                }
                case HALVE -> {
                    halved = true;
                    pushHalves(part, parts);
                }
            }
        }
    }

    private NextStep send(Job.Fresh job, List<Entry> part) {
        List<Message> messages = part.stream().map(Entry::message).toList();
        Outcome outcome = deliver(messages);
        if (outcome instanceof Outcome.Accepted) {
            desk.accepted(job, part);
            return NextStep.ACCEPTED;
        }
        NextStep next = desk.failed(job, part, outcome);
        logFailure(messages, outcome, 1, next.name());
        return next;
    }

    private void retry(List<PendingChange> run) {
        Deque<List<PendingChange>> parts = new ArrayDeque<>(List.of(run));
        List<PendingChange> accepted = new ArrayList<>();
        Optional<Retried.Failed> failed = Optional.empty();
        boolean halved = false;
        while (!parts.isEmpty() && failed.isEmpty() && (!halved || desk.maySend())) {
            List<PendingChange> part = parts.removeFirst();
            List<Message> messages = part.stream().map(PendingChange::message).toList();
            Outcome outcome = deliver(messages);
            if (outcome instanceof Outcome.Accepted) {
                accepted.addAll(part);
            } else if (state.isStopping()) {
                break;
            } else if (part.size() > 1) {
                halved = true;
                pushHalves(part, parts);
                logFailure(messages, outcome, 1, NextStep.HALVE.name());
            } else {
                failed = Optional.of(failed(part.getFirst(), outcome));
            }
        }
        desk.retried(new Retried(run, accepted, failed));
    }

    private Retried.Failed failed(PendingChange change, Outcome outcome) {
        int attempts = change.attempts() + (outcome.mayHaveBeenSeen() ? 1 : 0);
        Failure failure = desk.failure(attempts, outcome, clock.instant());
        logFailure(List.of(change.message()), outcome, attempts, "RETRY_AT " + failure.nextTry());
        return new Retried.Failed(change, failure);
    }

    private Outcome deliver(List<Message> messages) {
        try {
            return courier.deliver(messages);
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("sink", sink)
                    .addKeyValue("seq", messages.getFirst().seq())
                    .setCause(e)
                    .log("request could not be made");
            return new Outcome.Unreachable(Outcome.Cause.OTHER);
        }
    }

    private static <T> void pushHalves(List<T> part, Deque<List<T>> parts) {
        int middle = part.size() / 2;
        parts.addFirst(part.subList(middle, part.size()));
        parts.addFirst(part.subList(0, middle));
    }

    private void logFailure(List<Message> messages, Outcome outcome, int attempt, String next) {
        log.atWarn()
                .addKeyValue("sink", sink)
                .addKeyValue("seq", messages.getFirst().seq())
                .addKeyValue("messages", messages.size())
                .addKeyValue("attempt", attempt)
                .addKeyValue("outcome", outcome)
                .addKeyValue("next", next)
                .log("delivery attempt failed");
    }
}
