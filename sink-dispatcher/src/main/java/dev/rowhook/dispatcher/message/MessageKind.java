package dev.rowhook.dispatcher.message;

/// What a message says of a change.
public enum MessageKind {
    /// The row, what it was before, what happened, and where it comes from.
    CHANGE,
    /// The row alone.
    RECORD
}
