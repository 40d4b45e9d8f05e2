package dev.rowhook.api.request;

import tools.jackson.databind.JsonNode;

/// Makes a value of a JSON value that is not null.
@FunctionalInterface
public interface FieldReader<T> {
    /// @throws InvalidFieldException if it cannot
    T read(JsonNode value) throws InvalidFieldException;

    /// The same value after a check, or made into another.
    default <R> FieldReader<R> then(Step<T, R> step) {
        return value -> step.apply(read(value));
    }

    /// Takes a value that was read, or refuses it.
    @FunctionalInterface
    interface Step<T, R> {
        /// @throws InvalidFieldException if the value is refused
        R apply(T value) throws InvalidFieldException;
    }
}
