package dev.rowhook.proof.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// What the receiver of one sink accepted: of each message, named by its webhook id, what is needed
/// to judge it, in the order of the first arrivals.
///
/// Takes 64 bytes a message, and up to 48 more to find it by its id. Thread-safe.
public final class Arrivals {
    private static final int ALTERED_KEPT = 100;

    private final ReentrantLock lock = new ReentrantLock();
    private final PackedMessages messages = new PackedMessages();
    private final LongIndex byId = new LongIndex();
    private final List<Finding.Altered> altered = new ArrayList<>();
    private long duplicates;

    /// Takes the body of an accepted request: one message, or `{"data": […]}`.
    ///
    /// @throws IllegalArgumentException if it is not of the form that is promised
    /// @throws tools.jackson.core.JacksonException if it is no JSON
    public void accept(byte[] body) {
        List<Message> read = MessageReader.readAll(body);
        lock.lock();
        try {
            read.forEach(this::remember);
        } finally {
            lock.unlock();
        }
    }

    private void remember(Message message) {
        int known = byId.putIfAbsent(message.id(), messages.size());
        if (known < 0) {
            messages.add(message);
            return;
        }
        duplicates++;
        Message before = messages.get(known);
        if (!before.equals(message) && altered.size() < ALTERED_KEPT) {
            altered.add(new Finding.Altered(before.claim(), message.claim()));
        }
    }

    /// How many messages came, each counted once.
    public long distinct() {
        lock.lock();
        try {
            return messages.size();
        } finally {
            lock.unlock();
        }
    }

    /// How often a message came again.
    public long duplicates() {
        lock.lock();
        try {
            return duplicates;
        } finally {
            lock.unlock();
        }
    }

    /// The first arrivals as they are now. To be read while nothing arrives.
    PackedMessages messages() {
        lock.lock();
        try {
            return messages;
        } finally {
            lock.unlock();
        }
    }

    /// Messages that came again and were not the same, up to a hundred of them.
    List<Finding.Altered> altered() {
        lock.lock();
        try {
            return List.copyOf(altered);
        } finally {
            lock.unlock();
        }
    }
}
