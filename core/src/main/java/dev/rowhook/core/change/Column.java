package dev.rowhook.core.change;

/// A column of a relation version. `identity`: part of the replica identity.
public record Column(String name, int typeOid, boolean identity, ValueType type) {}
