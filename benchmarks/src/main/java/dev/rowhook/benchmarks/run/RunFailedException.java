package dev.rowhook.benchmarks.run;

/// A run has no numbers that mean anything. The message says why. The scenario ends and is shown as
/// failed; the others go on.
final class RunFailedException extends Exception {
    RunFailedException(String message) {
        super(message);
    }
}
