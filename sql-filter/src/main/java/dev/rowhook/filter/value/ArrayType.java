package dev.rowhook.filter.value;

import java.util.List;

/// An array of any type whose values can be read.
///
/// @param <E> the Java class of the elements
public final class ArrayType<E> implements ValueType<ArrayValue> {
    private final ValueType<E> element;
    private final char delimiter;

    private ArrayType(ValueType<E> element, char delimiter) {
        this.element = element;
        this.delimiter = delimiter;
    }

    /// @param delimiter between elements: a comma, but for arrays of box
    public static <E> ArrayType<E> of(ValueType<E> element, char delimiter) {
        return new ArrayType<>(element, delimiter);
    }

    @Override
    public ArrayValue read(String text) {
        return new ArrayReader(text, delimiter, element::read).read();
    }

    @Override
    public String write(ArrayValue value) {
        if (value.elements().isEmpty()) {
            return "{}";
        }
        StringBuilder text = new StringBuilder();
        if (value.lowerBounds().stream().anyMatch(bound -> bound != 1)) {
            for (int dimension = 0; dimension < value.dimensions(); dimension++) {
                text.append('[')
                        .append(value.lowerBounds().get(dimension))
                        .append(':')
                        .append(value.upperBound(dimension))
                        .append(']');
            }
            text.append('=');
        }
        writeLevel(value, 0, 0, text);
        return text.toString();
    }

    /// @return the index of the first element after it
    private int writeLevel(ArrayValue value, int dimension, int from, StringBuilder text) {
        int next = from;
        for (int at = 0; at < value.lengths().get(dimension); at++) {
            text.append(at == 0 ? '{' : delimiter);
            if (dimension + 1 < value.dimensions()) {
                next = writeLevel(value, dimension + 1, next, text);
            } else {
                writeElement(value.elements().get(next), text);
                next++;
            }
        }
        text.append('}');
        return next;
    }

    private void writeElement(Object value, StringBuilder text) {
        if (value == Nothing.NULL) {
            text.append("NULL");
            return;
        }
        @SuppressWarnings("unchecked")
        String written = element.write((E) value);
        if (!isQuoted(written)) {
            text.append(written);
            return;
        }
        text.append('"');
        for (int at = 0; at < written.length(); at++) {
            char unit = written.charAt(at);
            if (unit == '"' || unit == '\\') {
                text.append('\\');
            }
            text.append(unit);
        }
        text.append('"');
    }

    private boolean isQuoted(String written) {
        return written.isEmpty()
                || written.equalsIgnoreCase("null")
                || written.chars().anyMatch(this::isSpecial);
    }

    private boolean isSpecial(int unit) {
        return List.of('"', '\\', '{', '}').contains((char) unit)
                || unit == delimiter
                || ArrayScanner.isSpace((char) unit);
    }
}
