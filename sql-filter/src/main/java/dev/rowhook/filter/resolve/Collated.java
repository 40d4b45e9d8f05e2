package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.Collation.CaseMapping;
import dev.rowhook.core.change.Collation.Order;

import java.util.Optional;

/// The collation of an expression, and how it came to it. Postgres's rules decide between two; what
/// is not known is which of two implicit ones is the database's default, which yields to others, so
/// that of two different ones only their common ground stays known.
///
/// @param column where an implicit one comes from, if one column says it
record Collated(Strength strength, Collation collation, String name, Optional<String> column) {
    static final Collated NONE =
            new Collated(Strength.NONE, Collation.UNKNOWN, "", Optional.empty());
    static final Collated DEFAULT =
            new Collated(Strength.DEFAULT, Collation.UNKNOWN, "", Optional.empty());
    static final Collated BYTES =
            new Collated(Strength.IMPLICIT, Collation.C, "", Optional.empty());

    enum Strength {
        /// Nothing in it collates.
        NONE,
        /// The database's default, as literals have it.
        DEFAULT,
        IMPLICIT,
        EXPLICIT
    }

    static Collated ofColumn(Collation collation, String column) {
        return new Collated(Strength.IMPLICIT, collation, "", Optional.of(column));
    }

    static Collated explicit(String name) {
        return new Collated(Strength.EXPLICIT, Collation.C, name, Optional.empty());
    }

    /// Whether both are written, and differ.
    boolean conflictsWith(Collated other) {
        return strength == Strength.EXPLICIT
                && other.strength == Strength.EXPLICIT
                && !name.equals(other.name);
    }

    /// What both together have.
    Collated with(Collated other) {
        int stronger = strength.compareTo(other.strength);
        if (stronger != 0) {
            return stronger > 0 ? this : other;
        }
        if (strength != Strength.IMPLICIT || collation.equals(other.collation)) {
            return this;
        }
        Order order = common(collation.order(), other.collation.order());
        CaseMapping mapping =
                collation.caseMapping() == other.collation.caseMapping()
                        ? collation.caseMapping()
                        : CaseMapping.UNKNOWN;
        return new Collated(
                Strength.IMPLICIT,
                new Collation(order, mapping),
                "",
                column.isPresent() ? column : other.column);
    }

    private static Order common(Order one, Order other) {
        if (one == Order.NONDETERMINISTIC || other == Order.NONDETERMINISTIC) {
            return Order.NONDETERMINISTIC;
        }
        return one == other ? one : Order.UNKNOWN;
    }
}
