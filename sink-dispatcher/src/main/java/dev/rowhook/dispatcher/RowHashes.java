package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.window.Message;

import java.util.OptionalLong;

/// Says which row a message is of, by a hash of its table and its key. Thread-safe.
interface RowHashes {

    /// Empty if the row is not known.
    OptionalLong of(Message message);
}
