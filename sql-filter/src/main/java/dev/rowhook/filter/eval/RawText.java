package dev.rowhook.filter.eval;

import dev.rowhook.filter.value.ValueType;

/// A type of which nothing is known but the texts of its values.
enum RawText implements ValueType<String> {
    INSTANCE;

    @Override
    public String read(String text) {
        return text;
    }

    @Override
    public String write(String value) {
        return value;
    }
}
