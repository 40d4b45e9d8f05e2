package dev.rowhook.filter.value;

/// A type whose values are their texts, as they are.
final class TextType implements ValueType<String> {
    @Override
    public String read(String text) {
        return text;
    }

    @Override
    public String write(String value) {
        return value;
    }
}
