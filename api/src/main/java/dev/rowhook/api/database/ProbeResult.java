package dev.rowhook.api.database;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/// What a probe found, in the order in which it looked.
public record ProbeResult(List<Check> checks) {

    public ProbeResult {
        checks = List.copyOf(checks);
    }

    /// Whether nothing stands in the way.
    @JsonProperty("passed")
    public boolean passed() {
        return checks.stream().allMatch(Check::passed);
    }

    /// One thing that is needed. `remedy` says what to do if it did not pass, and may be empty.
    public record Check(String code, boolean passed, String message, String remedy) {}
}
