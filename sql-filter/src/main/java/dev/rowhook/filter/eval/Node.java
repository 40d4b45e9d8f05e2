package dev.rowhook.filter.eval;

/// An expression, ready to be evaluated. Immutable and thread-safe.
interface Node {

    /// @return a value, or [dev.rowhook.filter.value.Nothing]
    /// @throws dev.rowhook.filter.EvaluationException as Postgres would
    Object value(ChangedRow row);

    /// Whether it is the same for every row.
    default boolean isConstant() {
        return false;
    }
}
