package dev.rowhook.benchmarks.fairness;

import java.time.Duration;

/// How much is measured.
///
/// @param endpoints each with a sink and a table of its own
/// @param commitsPerSecond of one row each, to the tables in random order
record FairnessOptions(
        int endpoints, int commitsPerSecond, Duration warmUp, Duration measured, String heap) {}
