package dev.rowhook.dispatcher.attempt;

import dev.rowhook.core.SinkId;

/// Takes the attempts of one database's sinks. Thread-safe.
public interface AttemptLog {

    /// Notes an attempt to be written soon. Failed ones are all kept, and those that bring a
    /// message out of the table of pending ones, at least in short; of the other successful ones a
    /// share. The caller waits only while too many that are kept are not written.
    void add(SinkId sink, Attempt attempt) throws InterruptedException;
}
