package dev.rowhook.dispatcher.window;

import org.jspecify.annotations.Nullable;

/// A message in a window. Its state belongs to the window; others only read the message.
public final class Entry {

    enum State {
        /// It waits for its turn.
        WAITING,
        /// It is in a batch that was taken.
        FLYING,
        /// It failed alone, and its row is still to be written.
        FAILED,
        /// Its row is being written.
        RECORDING,
        DONE
    }

    private final long seq;
    private @Nullable Message message;
    State state = State.WAITING;
    boolean queued;
    boolean passed;
    private int throttled;
    @Nullable Batch batch;
    @Nullable Link linkA;
    @Nullable Link linkB;

    Entry(Message message) {
        this.seq = message.seq();
        this.message = message;
    }

    private Entry(long seq) {
        this.seq = seq;
        this.state = State.DONE;
    }

    static Entry done(long seq) {
        return new Entry(seq);
    }

    public long seq() {
        return seq;
    }

    /// The message, which is there until it is done.
    public Message message() {
        if (message == null) {
            throw new IllegalStateException("message %d is done".formatted(seq));
        }
        return message;
    }

    /// The endpoint wanted a pause when it was sent alone, for the nth time.
    public int throttled() {
        return ++throttled;
    }

    void finish() {
        state = State.DONE;
        message = null;
        batch = null;
        linkA = null;
        linkB = null;
    }

    boolean isHead() {
        return isFirst(linkA) && isFirst(linkB);
    }

    private static boolean isFirst(@Nullable Link link) {
        return link == null || link.previous == null;
    }

    @Override
    public String toString() {
        return "message " + seq;
    }
}
