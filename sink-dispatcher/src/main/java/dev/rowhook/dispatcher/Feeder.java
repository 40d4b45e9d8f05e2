package dev.rowhook.dispatcher;

import dev.rowhook.changelog.LeaseLostException;
import dev.rowhook.changelog.LogPage;
import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.SinkLog;
import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.ChangeJudge.Judgement;
import dev.rowhook.dispatcher.Grouper.Turn;
import dev.rowhook.dispatcher.pending.PendingTable;
import dev.rowhook.dispatcher.window.Message;

import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads the log and brings its messages to the desk, in order, as far as there is room.
///
/// A change whose row was erased is passed over. A barrier is fed when all before it is accepted,
/// and nothing after it until it is. One thread.
final class Feeder {
    private static final Logger log = LoggerFactory.getLogger(Feeder.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration HOLD = Duration.ofSeconds(1);
    private static final Duration LONG_PAUSE = Duration.ofSeconds(10);

    private final SinkId sink;
    private final SinkLog changes;
    private final ChangeJudge judge;
    private final Grouper grouper;
    private final WorkerState state;
    private final FeederDesk desk;
    private final BarrierNotice barriers;
    private final Records records;
    private final PendingTable table;
    private final Stop stop;
    private final int pageSize;
    private final Set<Integer> versionsSeen = new HashSet<>();
    private long place;
    private long fed;

    Feeder(
            SinkId sink,
            SinkLog changes,
            ChangeJudge judge,
            Grouper grouper,
            WorkerState state,
            Records records,
            PendingTable table,
            BarrierNotice barriers,
            Stop stop,
            int pageSize,
            long mark) {
        this.sink = sink;
        this.changes = changes;
        this.judge = judge;
        this.grouper = grouper;
        this.state = state;
        this.desk = new FeederDesk(state);
        this.records = records;
        this.table = table;
        this.barriers = barriers;
        this.stop = stop;
        this.pageSize = pageSize;
        this.place = mark;
        this.fed = mark;
    }

    void run(boolean afterBarrier) throws InterruptedException {
        barriers.clear();
        if (afterBarrier) {
            barriers.awaitEarlier();
        }
        while (true) {
            try {
                LogPage page = next();
                feed(page);
                place = page.lastSeq();
                desk.seen(place);
            } catch (LeaseLostException e) {
                throw e;
            } catch (RuntimeException e) {
                // What is fed is not fed again.
                log.atError()
                        .addKeyValue("sink", sink)
                        .addKeyValue("seq", place)
                        .setCause(e)
                        .log("changes not understood, trying again");
                state.pause(LONG_PAUSE);
            }
        }
    }

    private LogPage next() throws InterruptedException {
        while (true) {
            stop.enter();
            try {
                return changes.next(place, pageSize);
            } catch (DataAccessException e) {
                log.atWarn()
                        .addKeyValue("sink", sink)
                        .addKeyValue("error", DatabaseErrors.describe(e))
                        .log("log not read, trying again");
            } finally {
                stop.leave();
            }
            state.pause(PAUSE);
        }
    }

    private void feed(LogPage page) throws InterruptedException {
        List<Message> messages = new ArrayList<>(page.changes().size());
        for (LoggedChange change : page.changes()) {
            if (change.seq() <= fed) {
                continue;
            }
            boolean done = desk.isDone(change.seq());
            if (change.isErased() && !done) {
                desk.erased(change.seq());
                continue;
            }
            Judgement judgement =
                    change.isErased()
                            ? Judgement.UNWANTED
                            : judge.judge(change, page.open().contains(change.seq()));
            if (judgement == Judgement.HELD && !done) {
                feed(messages);
                messages.clear();
                judgement = awaitJudgement(change, page);
            }
            if (judgement == Judgement.UNDECIDED) {
                desk.undecided(change.seq());
            }
            if (done) {
                feed(messages);
                messages.clear();
                skip(change.seq());
                continue;
            }
            if (judgement == Judgement.UNWANTED) {
                continue;
            }
            Turn turn = turn(change, judgement);
            boolean keyChanges =
                    turn.keyChangeOf().isPresent() && versionsSeen.add(change.relation());
            if (turn.barrier() || keyChanges) {
                feed(messages);
                messages.clear();
            }
            if (keyChanges) {
                awaitOlderKeys(turn.keyChangeOf().getAsInt(), change.relation());
            }
            if (turn.barrier()) {
                barriers.awaitAllBefore(change);
                feed(List.of(turn.message()));
                barriers.awaitAccepted(change);
            } else {
                messages.add(turn.message());
            }
        }
        feed(messages);
    }

    private Turn turn(LoggedChange change, Judgement judgement) {
        Turn turn = grouper.turn(judge.sent(change, judgement));
        return judgement == Judgement.FAILED
                ? new Turn(turn.message().withoutJudgement(), turn.barrier(), turn.keyChangeOf())
                : turn;
    }

    /// Holds the place of a change that cannot be judged yet. What is before it goes on.
    private Judgement awaitJudgement(LoggedChange change, LogPage page)
            throws InterruptedException {
        log.atWarn()
                .addKeyValue("sink", sink)
                .addKeyValue("seq", change.seq())
                .log("change cannot be judged, sink waits");
        desk.seen(change.seq() - 1);
        Judgement judgement = Judgement.HELD;
        while (judgement == Judgement.HELD) {
            state.pause(HOLD);
            judgement = judge.judge(change, page.open().contains(change.seq()));
        }
        return judgement;
    }

    private void skip(long seq) throws InterruptedException {
        while (!desk.hasSpan()) {
            desk.awaitWindowEmpty();
        }
        desk.skip(seq);
        fed = seq;
    }

    private void feed(List<Message> messages) throws InterruptedException {
        int next = 0;
        while (next < messages.size()) {
            Admission admission = records.admit(messages, next);
            if (admission.next() > next) {
                fed = messages.get(admission.next() - 1).seq();
            }
            next = admission.next();
            if (next < messages.size()) {
                desk.await(admission.reason(), messages.get(next));
            }
        }
    }

    /// Waits until no message of a table is under way whose key was another one.
    private void awaitOlderKeys(int oid, int version) throws InterruptedException {
        desk.awaitWindowEmpty();
        while (true) {
            long pending = desk.pendingRows();
            boolean older =
                    pending > 0
                            && table.relations().stream()
                                    .anyMatch(other ->
                                            other != version && grouper.table(other) == oid);
            if (!older) {
                return;
            }
            desk.awaitFewerPending(pending);
        }
    }
}
