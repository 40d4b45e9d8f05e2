package dev.rowhook.proof.gaps;

import java.time.Duration;

/// Waits for what other processes do.
final class Waiting {
    private static final Duration LONGEST = Duration.ofSeconds(40);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Waiting() {}

    /// A question that may fail.
    interface Question {
        boolean ask() throws Exception;
    }

    /// What one waits for.
    interface Description {
        String text() throws Exception;
    }

    /// @throws AssertionError if it did not come true
    static void until(String what, Question question) throws Exception {
        until(() -> what, question);
    }

    /// @throws AssertionError if it did not come true
    static void until(Description what, Question question) throws Exception {
        long start = System.nanoTime();
        while (!question.ask()) {
            if (System.nanoTime() - start > LONGEST.toNanos()) {
                throw new AssertionError("not within %s: %s".formatted(LONGEST, what.text()));
            }
            Thread.sleep(PAUSE);
        }
    }
}
