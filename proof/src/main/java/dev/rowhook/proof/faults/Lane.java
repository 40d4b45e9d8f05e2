package dev.rowhook.proof.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Strikes its faults one after the other: all of them once in a drawn order, then all of them
/// again in another, until its time is over. The first round is always a whole one.
///
/// Lanes of different parts run side by side. One thread.
final class Lane {
    private final List<Fault> faults;
    private final Random random;
    private final FaultOptions options;
    private final Timeline timeline;

    Lane(List<Fault> faults, long seed, FaultOptions options, Timeline timeline) {
        this.faults = new ArrayList<>(faults);
        this.random = new Random(seed);
        this.options = options;
        this.timeline = timeline;
    }

    /// @throws Exception what a strike or a heal threw: the run cannot go on
    void run() throws Exception {
        long end = System.nanoTime() + options.length().toNanos();
        for (int round = 0; round == 0 || System.nanoTime() - end < 0; round++) {
            Collections.shuffle(faults, random);
            for (Fault fault : faults) {
                if (round > 0 && System.nanoTime() - end >= 0) {
                    return;
                }
                strike(fault);
                Thread.sleep(between(options.shortest(), options.longest()).dividedBy(2));
            }
        }
    }

    private void strike(Fault fault) throws Exception {
        timeline.struck(fault, fault.strike(random));
        try {
            Thread.sleep(between(options.shortest(), options.longest()));
        } finally {
            fault.heal();
            timeline.enter("healed  " + fault.name());
        }
    }

    private Duration between(Duration least, Duration most) {
        return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
    }
}
