package dev.rowhook.filter.value;

/// What stands where there is no value.
public enum Nothing {
    /// SQL's null.
    NULL,
    /// A value that exists, and that the change does not tell.
    MISSING
}
