package dev.rowhook.dispatcher.pending;

import dev.rowhook.dispatcher.window.Message;

import java.util.Optional;
import java.util.OptionalLong;

/// A row to be written: a message that failed, or, without a failure, one that waits behind it.
///
/// @param rowHash of its table and key, if they are known
public record PendingRow(Message message, Optional<Failure> failure, OptionalLong rowHash) {

    /// Whether its groups wait for it.
    boolean holds() {
        return failure.isEmpty() || failure.get().holds();
    }
}
