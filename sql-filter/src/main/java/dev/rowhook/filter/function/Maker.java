package dev.rowhook.filter.function;

/// Makes a function ready for a place where it is called. Thread-safe.
@FunctionalInterface
public interface Maker {
    /// @throws UnsupportedCallException if it cannot be honoured there
    Implementation at(Site site) throws UnsupportedCallException;
}
