package dev.rowhook.proof.faults;

import dev.rowhook.embedded.PostgresVersion;

import java.nio.file.Path;
import java.time.Duration;

/// How a run of faults goes.
///
/// @param seed of everything that is drawn
/// @param length how long faults strike; catching up comes after
/// @param shortest the shortest time that a fault lasts
/// @param longest the longest one
/// @param changesPerSecond what the workload commits, together
/// @param source the version of the tenant's Postgres, whose binaries are on the class path
/// @param directory for all data, logs and, if it fails, what is needed to understand it
record FaultOptions(
        long seed,
        Duration length,
        Duration shortest,
        Duration longest,
        int changesPerSecond,
        PostgresVersion source,
        Path directory) {}
