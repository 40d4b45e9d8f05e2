package dev.rowhook.api.database;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;

import java.time.Duration;

/// Tells when the owner of a database works by the settings that were saved.
public interface AppliedSettings {
    /// How long an answer waits for that.
    Duration patience();

    /// Waits until the owner acknowledged version `settingsVersion` or a later one.
    ///
    /// @return whether it did within `atMost`
    boolean await(DatabaseId database, long settingsVersion, Duration atMost)
            throws InterruptedException;

    /// Waits until version `settingsVersion` of a sink's settings, or a later one, is in effect:
    /// all that is sent is sent by it. A sink that has not begun has nothing to wait for.
    ///
    /// @return whether it is within `atMost`
    boolean awaitSink(AccountId account, SinkId sink, long settingsVersion, Duration atMost)
            throws InterruptedException;
}
