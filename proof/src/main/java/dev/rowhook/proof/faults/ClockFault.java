package dev.rowhook.proof.faults;

import dev.rowhook.proof.bed.RowhookProcess;
import dev.rowhook.proof.faults.Fault.Part;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// A wall clock that jumps, back or forth, by up to a day.
final class ClockFault {
    private static final int MOST_SECONDS = 86_400;

    private ClockFault() {}

    static Fault of(RowhookProcess rowhook) {
        return new Striking(
                "a wall clock that jumps",
                Part.CLOCK,
                random -> jump(rowhook, random),
                () -> rowhook.clockOffset(Duration.ZERO));
    }

    private static String jump(RowhookProcess rowhook, RandomGenerator random) {
        Duration offset = Duration.ofSeconds(random.nextInt(-MOST_SECONDS, MOST_SECONDS));
        rowhook.clockOffset(offset);
        return "a wall clock that jumps: " + offset;
    }
}
