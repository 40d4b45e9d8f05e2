package dev.rowhook.filter.value;

import dev.rowhook.filter.EvaluationException;

/// The errors of Postgres that reading and computing end with. None repeats a value.
public final class Errors {
    private Errors() {}

    /// A text that is none of the type.
    public static EvaluationException invalidText(String type) {
        return new EvaluationException("22P02", "invalid input syntax for type " + type);
    }

    /// A value beyond the type's range.
    public static EvaluationException outOfRange(String type) {
        return new EvaluationException("22003", type + " out of range");
    }

    public static EvaluationException overflow() {
        return new EvaluationException("22003", "value out of range: overflow");
    }

    public static EvaluationException underflow() {
        return new EvaluationException("22003", "value out of range: underflow");
    }

    public static EvaluationException divisionByZero() {
        return new EvaluationException("22012", "division by zero");
    }

    /// A text that Postgres may read, in a form that is not read here.
    public static EvaluationException notReadHere(String type) {
        return new EvaluationException(
                "0A000", "this form of a value of type %s is not read by filters".formatted(type));
    }
}
