package dev.rowhook.core.change;

import java.util.List;
import java.util.Optional;

/// What a column's values are, as far as rendering needs to know it. A domain is what it is made
/// of.
public sealed interface ValueType permits Scalar, ValueType.Array, ValueType.Row {

    /// The type of a built-in type of Postgres by its oid, the same in every database; empty for
    /// types that a database defines itself, and for the row types of the catalogue.
    static Optional<ValueType> ofBuiltIn(int oid) {
        return BuiltInTypes.find(oid);
    }

    /// An array of any number of dimensions, written as Postgres's array literal. With a space as
    /// delimiter it is written without braces, as `int2vector` and `oidvector` are.
    record Array(ValueType element, char delimiter) implements ValueType {}

    /// A composite type, or the rows of a table, written as Postgres's row literal.
    ///
    /// @param fields in their order
    record Row(List<Field> fields) implements ValueType {
        public Row {
            fields = List.copyOf(fields);
        }
    }

    /// One attribute of a [Row].
    record Field(String name, ValueType type) {}
}
