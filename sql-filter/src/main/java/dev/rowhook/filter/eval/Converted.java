package dev.rowhook.filter.eval;

import dev.rowhook.filter.value.Nothing;

import java.util.function.UnaryOperator;

/// A value made into another one, if there is one.
///
/// @param foldable whether Postgres makes it of a constant before there is a row
record Converted(Node argument, UnaryOperator<Object> step, boolean foldable) implements Node {
    @Override
    public Object value(ChangedRow row) {
        Object value = argument.value(row);
        return value instanceof Nothing ? value : step.apply(value);
    }

    @Override
    public boolean isConstant() {
        return foldable && argument.isConstant();
    }
}
