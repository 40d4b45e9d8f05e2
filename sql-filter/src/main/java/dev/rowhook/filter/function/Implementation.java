package dev.rowhook.filter.function;

/// One of Postgres's functions. None is called with a missing argument, nor with a null unless it
/// says that it takes nulls. Thread-safe.
@FunctionalInterface
public interface Implementation {

    /// @param arguments values of the classes that [dev.rowhook.filter.value.Types] tells
    /// @return a value, or [dev.rowhook.filter.value.Nothing#NULL]
    /// @throws dev.rowhook.filter.EvaluationException as Postgres would
    Object apply(Object[] arguments);

    /// Whether it is to be called with nulls, too. The result of any other is null if an argument
    /// is.
    default boolean takesNulls() {
        return false;
    }

    /// This, called with nulls, too.
    default Implementation takingNulls() {
        Implementation function = this;
        return new Implementation() {
            @Override
            public Object apply(Object[] arguments) {
                return function.apply(arguments);
            }

            @Override
            public boolean takesNulls() {
                return true;
            }
        };
    }
}
