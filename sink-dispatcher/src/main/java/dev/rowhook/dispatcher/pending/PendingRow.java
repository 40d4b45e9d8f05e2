package dev.rowhook.dispatcher.pending;

import dev.rowhook.dispatcher.window.Message;

import java.util.Optional;

/// A row to be written: a message that failed, or, without a failure, one that waits behind it.
public record PendingRow(Message message, Optional<Failure> failure) {}
