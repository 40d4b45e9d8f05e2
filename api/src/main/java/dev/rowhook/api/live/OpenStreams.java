package dev.rowhook.api.live;

import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.AccountId;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The streams that are open on this node, so many at most. Thread-safe.
final class OpenStreams {
    private final ReentrantLock lock = new ReentrantLock();
    private final LiveLimits limits;
    private final List<LiveStream> open = new ArrayList<>();
    private boolean closed;

    OpenStreams(LiveLimits limits) {
        this.limits = limits;
    }

    /// @throws ProblemException if there are as many as may be, or this is closed
    void add(LiveStream stream) {
        locked(() -> addIfThereIsRoom(stream));
    }

    private void addIfThereIsRoom(LiveStream stream) {
        if (closed) {
            throw ProblemException.of(ProblemCode.UNAVAILABLE, "This server stops. Try again.");
        }
        if (open.size() >= limits.streams() || of(stream.account()) >= limits.streamsOfAccount()) {
            throw ProblemException.of(
                    ProblemCode.TOO_MANY_STREAMS,
                    "At most %d streams of an account, and %d of all, are open at a time."
                            .formatted(limits.streamsOfAccount(), limits.streams()));
        }
        open.add(stream);
    }

    private long of(AccountId account) {
        return open.stream().filter(stream -> stream.account().equals(account)).count();
    }

    void remove(LiveStream stream) {
        locked(() -> open.remove(stream));
    }

    List<LiveStream> all() {
        List<LiveStream> all = new ArrayList<>();
        locked(() -> all.addAll(open));
        return all;
    }

    /// Lets none in from now on, and ends all there are.
    void close() {
        locked(() -> {
            closed = true;
            open.forEach(stream -> stream.queue().end(EndReason.SERVER_STOPS));
        });
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
