package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.window.Entry;
import dev.rowhook.dispatcher.window.Message;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// What the feeder does with the state of its worker: it brings messages, and waits for room.
/// Thread-safe.
final class FeederDesk {
    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private final WorkerState state;

    FeederDesk(WorkerState state) {
        this.state = state;
    }

    /// Takes in messages from `from` on, as far as there is room; those of blocked groups are noted
    /// in `parked`, and their other groups are blocked too.
    Admission admit(List<Message> messages, int from, Set<Long> blocked, List<Entry> parked) {
        return state.locked(() -> {
            if (state.pace.waitsForMore() && state.window.waiting() == 0) {
                state.fullBy = state.clock.instant().plus(state.pace.batchTimeout());
                state.chores.signal();
            }
            Admission admission = new Admission(messages.size(), Admission.Wait.NONE);
            for (int i = from; i < messages.size(); i++) {
                Message message = messages.get(i);
                Admission.Wait wait = admit(message, blocked, parked);
                if (wait != Admission.Wait.NONE) {
                    admission = new Admission(i, wait);
                    break;
                }
            }
            state.startSenders();
            return admission;
        });
    }

    private Admission.Wait admit(Message message, Set<Long> blocked, List<Entry> parked) {
        boolean isBlocked =
                blocked.contains(message.groupA()) || blocked.contains(message.groupB());
        if (!isBlocked) {
            if (!state.window.hasRoomFor(message)) {
                return Admission.Wait.ROOM;
            }
            state.window.admit(message);
            return Admission.Wait.NONE;
        }
        if (state.pace.oneGroup()) {
            // All that could be parked is the rest of the log.
            return Admission.Wait.NOTHING_PENDING;
        }
        if (state.window.holds(message.groupA()) || state.window.holds(message.groupB())) {
            return Admission.Wait.GROUPS_GONE;
        }
        if (!state.window.hasSpan()) {
            return Admission.Wait.ROOM;
        }
        parked.add(state.window.park(message));
        blocked.add(message.groupA());
        blocked.add(message.groupB());
        return Admission.Wait.NONE;
    }

    /// Waits until the message that could not be admitted may be tried again.
    void await(Admission.Wait wait, Message message) throws InterruptedException {
        switch (wait) {
            case NONE -> {}
            case ROOM -> await(WorkerState.FeederWait.ROOM, () -> state.window.hasRoomFor(message));
            case GROUPS_GONE ->
                    await(
                            WorkerState.FeederWait.ANY,
                            () ->
                                    !state.window.holds(message.groupA())
                                            && !state.window.holds(message.groupB()));
            case NOTHING_PENDING -> await(WorkerState.FeederWait.ANY, () -> state.pendingRows == 0);
        }
    }

    /// Waits until everything that was fed is accepted.
    void awaitAllAccepted() throws InterruptedException {
        awaitAllAccepted(FOR_EVER);
    }

    /// Waits until everything that was fed is accepted, but not longer than this. Whether it is.
    boolean awaitAllAccepted(Duration atMost) throws InterruptedException {
        return await(
                WorkerState.FeederWait.ANY,
                () -> state.window.isEmpty() && state.pendingRows == 0,
                atMost.toNanos());
    }

    /// Waits until everything that was fed is accepted or pending.
    void awaitWindowEmpty() throws InterruptedException {
        await(WorkerState.FeederWait.ANY, state.window::isEmpty);
    }

    /// Waits until fewer rows are pending than when they were counted.
    void awaitFewerPending(long count) throws InterruptedException {
        await(WorkerState.FeederWait.ANY, () -> state.pendingRows < count);
    }

    long pendingRows() {
        return state.locked(() -> state.pendingRows);
    }

    /// Whether a message that comes now was done before the worker started.
    boolean isDone(long seq) {
        return state.locked(() -> state.window.isDoneAhead(seq));
    }

    void skip(long seq) {
        state.locked(() -> state.window.skip(seq));
    }

    void seen(long seq) {
        state.locked(() -> {
            state.window.seen(seq);
            state.dirty.run();
        });
    }

    /// A message that comes now is sent although it cannot be decided whether the sink wants it.
    void undecided(long seq) {
        state.locked(() -> state.undecided.add(seq));
    }

    /// A message that comes now is not sent, for its row was erased.
    void erased(long seq) {
        state.locked(() -> state.erased.add(seq));
    }

    boolean hasSpan() {
        return state.locked(state.window::hasSpan);
    }

    private void await(WorkerState.FeederWait wait, BooleanSupplier over)
            throws InterruptedException {
        await(wait, over, Long.MAX_VALUE);
    }

    private boolean await(WorkerState.FeederWait wait, BooleanSupplier over, long nanos)
            throws InterruptedException {
        state.lock.lockInterruptibly();
        try {
            state.feederWait = wait;
            state.startSenders();
            long left = nanos;
            while (!over.getAsBoolean() && left > 0) {
                state.requireRunning();
                left = state.progress.awaitNanos(left);
            }
            return over.getAsBoolean();
        } finally {
            state.feederWait = WorkerState.FeederWait.NONE;
            state.lock.unlock();
        }
    }
}
