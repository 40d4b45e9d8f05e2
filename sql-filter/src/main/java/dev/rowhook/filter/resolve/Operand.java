package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.Span;
import dev.rowhook.filter.typed.Typed;

/// A typed part of a filter with what the rules for its surroundings ask.
///
/// @param variable whether it depends on the row
record Operand(Typed typed, Collated collated, boolean variable) {

    SqlType type() {
        return typed.type();
    }

    Span span() {
        return typed.span();
    }

    /// Whether it is a literal whose type is still to be found.
    boolean isUnknown() {
        return Types.isUnknown(type());
    }

    Operand with(Typed other, Collated otherCollated) {
        return new Operand(other, otherCollated, variable);
    }
}
