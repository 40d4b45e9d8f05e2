package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.attempt.Attempt.Kind;
import dev.rowhook.dispatcher.http.Exchange;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.pending.PendingChange;
import dev.rowhook.dispatcher.window.Entry;
import dev.rowhook.dispatcher.window.Message;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Does jobs until there are none: one request at a time. A batch that failed whole is halved here,
/// in order, down to the message that fails alone.
///
/// Runs on a virtual thread of its own, many for one sink.
final class Sender implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Sender.class);

    private final WorkerState state;
    private final SenderDesk desk;
    private final Courier courier;
    private final AttemptNotes notes;
    private final Clock wall;

    Sender(WorkerState state, Courier courier, AttemptNotes notes, Clock wall) {
        this.state = state;
        this.desk = new SenderDesk(state);
        this.courier = courier;
        this.notes = notes;
        this.wall = wall;
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
            List<Entry> part = parts.removeFirst();
            if (halved) {
                part = desk.stillFlying(job, part);
            }
            if (part.isEmpty()) {
                continue;
            }
            if (halved && !desk.awaitTurn()) {
                desk.giveUp(job);
                return;
            }
            switch (send(job, part, halved)) {
                case ACCEPTED, BLOCK_GROUP, GIVE_UP -> {}
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

    private NextStep send(Job.Fresh job, List<Entry> part, boolean halved) {
        List<Message> messages = part.stream().map(Entry::message).toList();
        Exchange exchange = deliver(messages);
        Verdict verdict = state.policy.retries().judge(exchange);
        NextStep next =
                switch (verdict) {
                    case Verdict.Accepted _ -> {
                        desk.accepted(part, exchange);
                        yield NextStep.ACCEPTED;
                    }
                    case Verdict.Partly(var failed) -> {
                        desk.partly(job, PartlyTaken.of(part, failed, courier), exchange);
                        yield NextStep.BLOCK_GROUP;
                    }
                    default -> desk.failed(job, part, exchange, verdict);
                };
        notes.note(exchange, messages, kind(job, halved), 1, next, Optional.empty());
        return next;
    }

    private static Kind kind(Job.Fresh job, boolean halved) {
        if (job.probe()) {
            return Kind.PROBE;
        }
        return halved || job.second() ? Kind.AGAIN : Kind.FIRST;
    }

    private void retry(List<PendingChange> run) {
        PendingRun pending = new PendingRun(run);
        boolean halved = false;
        while (pending.goesOn() && (!halved || desk.awaitTurn())) {
            List<PendingChange> part = pending.next();
            List<Message> messages = part.stream().map(PendingChange::message).toList();
            Exchange exchange = deliver(messages);
            Verdict verdict = state.policy.retries().judge(exchange);
            if (state.isStopping() && !(verdict instanceof Verdict.Accepted)) {
                break;
            }
            halved = true;
            NextStep next = retried(pending, part, exchange, verdict);
            notes.note(
                    exchange,
                    messages,
                    messages.getFirst().redriven() ? Kind.REDRIVE : Kind.RETRY,
                    part.getFirst().attempts() + 1,
                    next,
                    pending.nextTry());
        }
        desk.retried(pending.result());
    }

    private NextStep retried(
            PendingRun pending, List<PendingChange> part, Exchange exchange, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted _ -> {
                desk.acceptedAgain(exchange, part.size(), 0);
                pending.accepted(part);
                yield NextStep.ACCEPTED;
            }
            case Verdict.Partly(var ids) -> retriedPartly(pending, part, exchange, ids);
            default -> {
                boolean maybeOne =
                        verdict instanceof Verdict.Failed || verdict instanceof Verdict.GiveUp;
                if (part.size() > 1 && maybeOne) {
                    desk.failedTogether(part.size(), exchange, verdict);
                    pending.halve(part);
                    yield NextStep.HALVE;
                }
                PendingChange failed = part.getFirst();
                pending.failed(failed, desk.failedAgain(failed, exchange, verdict));
                yield pending.nextTry().isPresent() ? NextStep.BLOCK_GROUP : NextStep.GIVE_UP;
            }
        };
    }

    /// A run is of one group, so what follows the first failed message failed with it.
    private NextStep retriedPartly(
            PendingRun pending,
            List<PendingChange> part,
            Exchange exchange,
            Set<String> failedIds) {
        int good = 0;
        while (!failedIds.contains(courier.webhookId(part.get(good).message()))) {
            good++;
        }
        desk.acceptedAgain(exchange, good, part.size() - good);
        pending.accepted(part.subList(0, good));
        PendingChange failed = part.get(good);
        pending.failed(failed, desk.failedAgain(failed, exchange, new Verdict.Failed()));
        return NextStep.BLOCK_GROUP;
    }

    private Exchange deliver(List<Message> messages) {
        try {
            return courier.deliver(messages);
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("sink", state.sink)
                    .addKeyValue("seq", messages.getFirst().seq())
                    .setCause(e)
                    .log("request could not be made");
            return Exchange.none(
                    new Outcome.Unreachable(Outcome.Cause.OTHER),
                    courier.webhookId(messages.getFirst()),
                    wall.instant());
        }
    }

    private static void pushHalves(List<Entry> part, Deque<List<Entry>> parts) {
        int middle = part.size() / 2;
        parts.addFirst(part.subList(middle, part.size()));
        parts.addFirst(part.subList(0, middle));
    }
}
