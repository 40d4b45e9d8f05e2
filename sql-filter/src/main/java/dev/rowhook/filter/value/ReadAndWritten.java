package dev.rowhook.filter.value;

import java.util.function.Function;

/// A type by its two functions.
record ReadAndWritten<T>(Function<String, T> reading, Function<T, String> writing)
        implements ValueType<T> {

    @Override
    public T read(String text) {
        return reading.apply(text);
    }

    @Override
    public String write(T value) {
        return writing.apply(value);
    }
}
