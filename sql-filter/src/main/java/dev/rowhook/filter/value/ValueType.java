package dev.rowhook.filter.value;

/// A type whose values can be read from Postgres's texts and written as such. Its Java class is
/// told in [Types]. Immutable and thread-safe.
///
/// @param <T> the Java class of its values
public interface ValueType<T> {

    /// The type's input function.
    ///
    /// @throws dev.rowhook.filter.EvaluationException as Postgres would, such as 22P02; 0A000 if
    ///   the text may be fine, in a form that is not read here
    T read(String text);

    /// The type's output function.
    String write(T value);
}
