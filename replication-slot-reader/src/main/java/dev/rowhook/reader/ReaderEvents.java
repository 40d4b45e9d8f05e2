package dev.rowhook.reader;

/// What a reader tells its owner. Called on the reader's threads; must return soon.
public interface ReaderEvents {

    /// A newer version of the settings holds from now on; new sinks have their cursors.
    void settingsApplied();

    /// Another owner has taken the database. The reader has stopped.
    void leaseLost();
}
