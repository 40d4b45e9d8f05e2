package dev.rowhook.benchmarks.scenario;

/// Something is asked for that cannot be measured. The message names file, scenario and field, and
/// is for whoever asked.
public final class InvalidScenarioException extends RuntimeException {
    public InvalidScenarioException(String message) {
        super(message);
    }
}
