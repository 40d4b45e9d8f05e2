package dev.rowhook.core.change;

import java.util.List;

/// The type of a column as SQL sees it. A domain is what it is made of. Immutable.
public sealed interface SqlType {
    /// Its oid in the source database.
    int oid();

    /// A type of Postgres itself, or an array of one: the same in every database.
    record BuiltIn(int oid) implements SqlType {}

    /// An enum.
    ///
    /// @param labels in the order in which they compare
    record Enumeration(int oid, String name, List<String> labels) implements SqlType {
        public Enumeration {
            labels = List.copyOf(labels);
        }
    }

    /// An array of a type that the database defines itself.
    record ArrayOf(int oid, SqlType element) implements SqlType {}

    /// Any other type that the database defines itself: composites, ranges, types of extensions.
    record Opaque(int oid, String name) implements SqlType {}
}
