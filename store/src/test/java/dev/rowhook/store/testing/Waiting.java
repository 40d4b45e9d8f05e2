package dev.rowhook.store.testing;

import java.time.Duration;

/// Waits in a test for what comes true by itself.
public final class Waiting {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 5;

    private Waiting() {}

    /// What is waited for.
    ///
    /// @param <E> what asking may throw
    @FunctionalInterface
    public interface Condition<E extends Exception> {
        boolean holds() throws E;
    }

    /// Waits for at most a minute.
    ///
    /// @throws AssertionError if it has not come true by then
    public static <E extends Exception> void await(Condition<E> condition)
            throws E, InterruptedException {
        await(PATIENCE, condition);
    }

    /// @throws AssertionError if it has not come true in time
    public static <E extends Exception> void await(Duration patience, Condition<E> condition)
            throws E, InterruptedException {
        await("it comes true", patience, condition);
    }

    /// Waits for at most a minute.
    ///
    /// @param what is waited for, in the words of the failure
    /// @throws AssertionError if it has not come true by then
    public static <E extends Exception> void await(String what, Condition<E> condition)
            throws E, InterruptedException {
        await(what, PATIENCE, condition);
    }

    private static <E extends Exception> void await(
            String what, Duration patience, Condition<E> condition) throws E, InterruptedException {
        long start = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new AssertionError("not within %s: %s".formatted(patience, what));
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
