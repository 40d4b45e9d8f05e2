package dev.rowhook.api.database;

import dev.rowhook.core.DatabaseId;

import java.time.Duration;

/// Tells when the owner of a database works by the settings that were saved.
public interface AppliedSettings {
    /// Waits until the owner acknowledged version `settingsVersion` or a later one.
    ///
    /// @return whether it did within `atMost`
    boolean await(DatabaseId database, long settingsVersion, Duration atMost)
            throws InterruptedException;
}
