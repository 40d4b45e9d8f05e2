package dev.rowhook.filter.match;

/// Whether a sink wants a change.
public enum Ruling {
    WANTED,
    UNWANTED,
    /// The change lacks a value on which it depends.
    UNDECIDED,
    /// The filter ends with an error for this change.
    FAILED,
    /// What the sink wants does not fit the table as it was.
    BROKEN;

    /// Whether it is not said.
    public boolean isOpen() {
        return this != WANTED && this != UNWANTED;
    }
}
