package dev.rowhook.filter.function;

import java.util.HashMap;
import java.util.Map;

/// Collects functions by their `prosrc`. Not thread-safe.
public final class FunctionTable {
    private final Map<String, Maker> makers = new HashMap<>();

    /// A function that is the same wherever it is called.
    public void add(String prosrc, Implementation implementation) {
        make(prosrc, _ -> implementation);
    }

    /// A function that depends on the place.
    ///
    /// @throws IllegalArgumentException if there is one of that name
    public void make(String prosrc, Maker maker) {
        if (makers.put(prosrc, maker) != null) {
            throw new IllegalArgumentException("two functions " + prosrc);
        }
    }

    /// A function of one argument.
    public <A> void unary(String prosrc, Class<A> first, Unary<A> function) {
        add(prosrc, arguments -> function.apply(first.cast(arguments[0])));
    }

    /// A function of two arguments.
    public <A, B> void binary(
            String prosrc, Class<A> first, Class<B> second, Binary<A, B> function) {
        add(
                prosrc,
                arguments -> function.apply(first.cast(arguments[0]), second.cast(arguments[1])));
    }

    /// Of one argument.
    @FunctionalInterface
    public interface Unary<A> {
        Object apply(A argument);
    }

    /// Of two arguments.
    @FunctionalInterface
    public interface Binary<A, B> {
        Object apply(A first, B second);
    }

    /// All that were added, by their names.
    public Map<String, Maker> makers() {
        return Map.copyOf(makers);
    }
}
