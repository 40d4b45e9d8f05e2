package dev.rowhook.filter.value;

/// name: a text of at most 63 bytes. What is more is cut off in silence.
final class NameType implements ValueType<String> {
    private static final int BYTES = 63;

    @Override
    public String read(String text) {
        return text.length() * 3 <= BYTES ? text : Utf8.start(text, BYTES);
    }

    @Override
    public String write(String value) {
        return value;
    }
}
