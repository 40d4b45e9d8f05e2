package dev.rowhook.filter.eval;

/// What a filter says of one change.
public enum Verdict {
    /// It is true.
    PASSES,
    /// It is false or null.
    FAILS,
    /// The change lacks a value on which it depends.
    UNDECIDED
}
