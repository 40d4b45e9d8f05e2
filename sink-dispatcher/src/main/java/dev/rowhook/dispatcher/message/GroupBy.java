package dev.rowhook.dispatcher.message;

/// Which messages of a sink stay in order with each other.
public enum GroupBy {
    /// Those of the same row, named by its table and the columns of its key.
    PRIMARY_KEY,
    /// None.
    NONE,
    /// All.
    SINK
}
