package dev.rowhook.reader;

import org.jooq.DSLContext;

/// What a reader tells its owner. Called on the reader's threads; must return soon.
public interface ReaderEvents {

    /// A newer version of the settings holds from now on; new sinks have their cursors.
    void settingsApplied();

    /// The log goes on behind a gap of its source once this transaction is committed. What must be
    /// done about it is done in the transaction.
    void goesOnBehindGap(DSLContext tx);

    /// The log is full, and gives up what it has up to a seq: all sinks that need something of it
    /// are to be moved behind it.
    ///
    /// @param moved is to be called each time that one was, on any thread
    void giveUp(long seq, Runnable moved);

    /// Another owner has taken the database. The reader has stopped.
    void leaseLost();
}
