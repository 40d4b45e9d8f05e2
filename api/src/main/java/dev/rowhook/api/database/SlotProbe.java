package dev.rowhook.api.database;

/// Asks a source about the replication slot of a database.
public interface SlotProbe {
    /// Connects by `settings` and looks at the slot.
    SlotReport look(ConnectionSettings settings);
}
