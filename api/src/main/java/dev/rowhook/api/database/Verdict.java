package dev.rowhook.api.database;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How something does.
public enum Verdict {
    /// Nothing is the matter.
    @JsonProperty("healthy")
    HEALTHY,
    /// It goes on, and not as it should.
    @JsonProperty("degraded")
    DEGRADED,
    /// It stands still.
    @JsonProperty("failing")
    FAILING;

    /// The worse one of two.
    public Verdict or(Verdict other) {
        return compareTo(other) > 0 ? this : other;
    }
}
