package dev.rowhook.benchmarks.receiver;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/// Answers that wait for their time, all equally long, and so in order. Not thread-safe.
final class HeldAnswers {
    /// A request that was read and is not answered yet.
    record Held(Connection connection, Request request, long due) {}

    private final Queue<Held> held = new ArrayDeque<>();

    void add(Held answer) {
        held.add(answer);
    }

    /// Milliseconds until the first is due, 0 if one is; -1 if there is none.
    long millisLeft(long nanoTime) {
        Held first = held.peek();
        if (first == null) {
            return -1;
        }
        long left = first.due() - nanoTime;
        // Rounded up: a selector that wakes too early would only be asked again.
        return left <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(left + 999_999);
    }

    boolean isDue(long nanoTime) {
        Held first = held.peek();
        return first != null && first.due() - nanoTime <= 0;
    }

    Held next() {
        return held.remove();
    }
}
