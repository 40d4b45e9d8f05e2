package dev.rowhook.dispatcher;

import dev.rowhook.core.change.Relation;

/// A change to try a sink on.
///
/// @param body as `pgoutput` writes it
@SuppressWarnings("ArrayRecordComponent") // Read only, and used once.
public record TrialChange(Relation relation, byte[] body) {

    /// Says of which table it is, never what it holds.
    @Override
    public String toString() {
        return "change of " + relation.name();
    }
}
