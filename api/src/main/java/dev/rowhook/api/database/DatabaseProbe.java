package dev.rowhook.api.database;

/// Tries whether a source can be streamed from, without changing anything there.
public interface DatabaseProbe {
    /// Connects by `settings` and checks what streaming needs. A source that cannot be reached is a
    /// check that did not pass.
    ProbeResult probe(ConnectionSettings settings);
}
