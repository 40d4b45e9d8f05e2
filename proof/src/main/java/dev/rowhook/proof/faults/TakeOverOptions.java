package dev.rowhook.proof.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/// How servers that share databases are struck.
///
/// @param seed of the workloads, and of what is drawn
/// @param script what strikes one server after the other; if empty, it is drawn
/// @param length for how long strikes are drawn
/// @param databases how many are shared
/// @param changesPerSecond of each of them
/// @param directory of all parts
record TakeOverOptions(
        long seed,
        List<TakeOverStrike> script,
        Duration length,
        int databases,
        int changesPerSecond,
        Path directory) {
    TakeOverOptions {
        script = List.copyOf(script);
    }

    /// The next strike. Most kill.
    TakeOverStrike draw(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> TakeOverStrike.STOP;
            case 1 -> TakeOverStrike.FREEZE;
            default -> TakeOverStrike.KILL;
        };
    }
}
