package dev.rowhook.proof.ledger;

/// What is promised of the order of first arrivals, as a sink's `group_by` has it.
public enum Order {
    /// The changes of a key come in the order in which they committed.
    PRIMARY_KEY,
    /// All come in commit order, transaction by transaction.
    SINK,
    /// Nothing.
    NONE
}
